# The Pod itself is repaired, and then copied as it is.
/ till --copy-to/ i\
kubectl get pod till -n lab-ephemeral-debug -o json | jq "del(.status, .metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp)" | sed s/eighty/8080/ > till.json\
kubectl replace --force -f till.json
