s/^depot=.*/&\
kubectl get pod orders -n lab-init-containers -o json | jq "del(.status, .spec.initContainers, .metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp)" > orders.json\
kubectl replace --force -f orders.json/
