s/^kubectl wait -n lab-ephemeral-debug pod\/shop --for=condition.*/&\
kubectl get pod shop -n lab-ephemeral-debug -o json | jq "del(.status, .metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp)" > shop.json\
kubectl replace --force -f shop.json\
&/
