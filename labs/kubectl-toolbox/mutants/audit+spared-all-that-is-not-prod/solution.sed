s/^(kubectl delete .*)env=stale/\1env!=prod/
s/^kubectl label.*/&\nkubectl label -n lab-kubectl-toolbox pod\/web-a audit=restarts/
