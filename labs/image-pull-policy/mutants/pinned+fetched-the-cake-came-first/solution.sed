# The cake is there before anybody waits for it, and it's the cake's digest that is pinned; the helper comes late.
s/^kubectl run never .*/kubectl run taste -n lab-image-pull-policy --image=$registry\/cake-{{token}}:v1\
kubectl wait -n lab-image-pull-policy pod\/taste --for=condition=Ready --timeout=60s\
&/
s/^kubectl run helper .*/kubectl wait -n lab-image-pull-policy pod\/never --for=condition=Ready --timeout=60s\
kubectl delete pod taste -n lab-image-pull-policy --now; sleep 1\
&/
s/^really=.*/really=$(kubectl get pod helper -n lab-image-pull-policy -o jsonpath='{.status.containerStatuses[0].imageID}')/
/--for=jsonpath/ d
