# Deleted and made again, with the same policy, when the image is there.
s/^kubectl run helper .*/&\
kubectl wait -n lab-image-pull-policy pod\/helper --for=condition=Ready --timeout=60s\
kubectl delete pod never -n lab-image-pull-policy --now\
sleep 2\
kubectl run never -n lab-image-pull-policy --image=$registry\/cake-{{token}}:v1 --image-pull-policy=Never/
