# The oldest Pod, two of the three stale ones, three of the four kinds.
s/^pod=.*/pod=$(kubectl get pods -n lab-kubectl-toolbox -l env=prod,app=web --sort-by=.metadata.creationTimestamp -o name | head -n 1)/
s/^(kubectl delete .*-l env=stale)/\1,tier=back/
s/,namespaces .*/ \\/
s/,namespaces$//
