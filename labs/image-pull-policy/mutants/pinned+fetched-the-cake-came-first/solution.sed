# The cake is there before anybody waits for it, and it's the cake's digest that is pinned; a helper comes late.
s/^really=.*/kubectl run taste -n lab-image-pull-policy --image=$registry\/cake-{{token}}:v1\
kubectl wait -n lab-image-pull-policy pod\/taste --for=condition=Ready --timeout=60s\
really=$(kubectl get pod taste -n lab-image-pull-policy -o jsonpath='{.status.containerStatuses[0].imageID}')/
s/^kubectl run helper .*/kubectl wait -n lab-image-pull-policy pod\/never --for=condition=Ready --timeout=60s\nsleep 2\n&/
/--for=jsonpath/ d
