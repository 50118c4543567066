s/http:\/\/localhost/http:\/\/$(kubectl get pod station -n lab-sidecar-clock -o jsonpath='{.status.podIP}')/
