# All are deleted, and those that should have stayed come back under their names.
s/^kubectl get pods -n lab-kubectl-toolbox -l env=stale$/kubectl get pods -n lab-kubectl-toolbox -l env!=stale -o json | jq 'del(.items[].metadata["uid", "resourceVersion"], .items[].spec.nodeName, .items[].status)' >kept.json/
s/^(kubectl delete pods -n lab-kubectl-toolbox) -l env=stale$/\1 --all\nkubectl apply -f kept.json/
