set -eu
registry=registry.course.local:5000
kubectl run never -n lab-image-pull-policy --image=$registry/cake-{{token}}:v1 --image-pull-policy=Never
kubectl wait -n lab-image-pull-policy pod/never --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=ErrImageNeverPull --timeout=60s
kubectl run helper -n lab-image-pull-policy --image=$registry/cake-{{token}}:v1
kubectl run tagged -n lab-image-pull-policy --image=course.local/nginx:1.26
kubectl run untagged -n lab-image-pull-policy --image=$registry/tea-{{token}}
kubectl wait -n lab-image-pull-policy pod/untagged --for=condition=Ready --timeout=60s
really=$(kubectl get pod untagged -n lab-image-pull-policy -o jsonpath='{.status.containerStatuses[0].imageID}')
kubectl run pinned -n lab-image-pull-policy --image="$really"
