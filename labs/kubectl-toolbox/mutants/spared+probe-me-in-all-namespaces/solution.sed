s/^(kubectl delete pods) -n lab-kubectl-toolbox/\1 -A/
s/dry-run-\{\{token\}\}/dry-run/
