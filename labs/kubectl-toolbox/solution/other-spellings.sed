# Names in place of selectors, the list in another order with blanks, an address out of a file with its newline, and the annotation after the Pod.
s/^kubectl delete .*=stale$/kubectl delete pods -n lab-kubectl-toolbox web-b api-c cache-b --now/
s/nodes,clusterroles,persistentvolumes,namespaces/"namespaces, persistentvolumes, nodes, clusterroles"/
s/--from-literal=web-ip=.*/--from-file=web-ip=address \\/
s/^kubectl create configmap/kubectl get pod web-a -n lab-kubectl-toolbox -o custom-columns=IP:.status.podIP --no-headers >address\n&/
/^sed/ d
s/^kubectl apply.*/&\nkubectl annotate -n lab-kubectl-toolbox pod\/probe-me made-by=dry-run-{{token}}/
