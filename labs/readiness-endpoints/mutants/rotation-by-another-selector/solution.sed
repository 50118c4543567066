# The Service keeps its uid and is sent to Pods by a label of the student's choice.
$ a\
kubectl label -n lab-readiness-endpoints pods -l app=web lane=a\
kubectl patch -n lab-readiness-endpoints service web -p '{"spec":{"selector":{"app":null,"lane":"a"}}}'
