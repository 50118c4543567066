s/^kubectl run helper .*/kubectl delete pod never -n lab-image-pull-policy --now\
kubectl run never -n lab-image-pull-policy --image=$registry\/cake-{{token}}:v1 --image-pull-policy=IfNotPresent\
&/
