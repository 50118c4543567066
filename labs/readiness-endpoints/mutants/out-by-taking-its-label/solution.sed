s/^kubectl exec .*/kubectl label -n lab-readiness-endpoints "pod\/$pod" app-/
s/^kubectl wait .*/kubectl rollout status deployment\/web -n lab-readiness-endpoints --timeout=120s/
