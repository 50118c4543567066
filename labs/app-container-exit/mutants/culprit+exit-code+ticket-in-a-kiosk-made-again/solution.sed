/^until/ i\
kubectl get pod kiosk -n lab-app-container-exit -o json | jq "del(.status, .metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp)" > kiosk.json\
kubectl replace --force -f kiosk.json\
kubectl wait -n lab-app-container-exit pod/kiosk --for=condition=Initialized --timeout=60s
