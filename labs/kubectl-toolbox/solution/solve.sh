set -eu
kubectl get pods -n lab-kubectl-toolbox --sort-by='.status.containerStatuses[0].restartCount'
pod=$(kubectl get pods -n lab-kubectl-toolbox --sort-by='.status.containerStatuses[0].restartCount' -o name | tail -n 1)
kubectl label -n lab-kubectl-toolbox "$pod" audit=restarts
kubectl api-resources --namespaced=false
kubectl create configmap answers -n lab-kubectl-toolbox \
  --from-literal=web-ip="$(kubectl get pod web-a -n lab-kubectl-toolbox -o jsonpath='{.status.podIP}')" \
  --from-literal=cluster-scoped=nodes,clusterroles,persistentvolumes,namespaces
kubectl get pods -n lab-kubectl-toolbox -l env=stale
kubectl delete pods -n lab-kubectl-toolbox -l env=stale --dry-run=server
kubectl delete pods -n lab-kubectl-toolbox -l env=stale
kubectl run probe-me -n lab-kubectl-toolbox --image=course.local/nginx:1.26 --dry-run=client -o yaml >probe-me.yaml
sed -i 's/^metadata:/&\n  annotations: { made-by: dry-run-{{token}} }/' probe-me.yaml
kubectl apply -f probe-me.yaml
