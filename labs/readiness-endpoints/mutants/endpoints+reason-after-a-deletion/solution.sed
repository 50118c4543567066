$ a\kubectl delete -n lab-readiness-endpoints "pod/$pod"\
kubectl rollout status deployment/web -n lab-readiness-endpoints --timeout=120s
