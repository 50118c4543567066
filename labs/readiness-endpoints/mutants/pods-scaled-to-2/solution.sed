/^pod=/ d
s/^kubectl exec .*/kubectl scale -n lab-readiness-endpoints deployment\/web --replicas=2/
s/^kubectl wait .*/kubectl rollout status deployment\/web -n lab-readiness-endpoints --timeout=120s/
