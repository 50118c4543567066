set -eu
kubectl create deployment hello -n lab-first-deployment --image=course.local/agnhost:2.63 -- /agnhost serve-hostname --port=9080
kubectl scale deployment/hello -n lab-first-deployment --replicas=3
kubectl rollout status deployment/hello -n lab-first-deployment
kubectl get deployments,replicasets,pods -n lab-first-deployment
kubectl expose deployment hello -n lab-first-deployment --type=NodePort --port=8080 --target-port=9080
kubectl get endpointslices -n lab-first-deployment
address=$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[0].address}')
port=$(kubectl get service hello -n lab-first-deployment -o jsonpath='{.spec.ports[0].nodePort}')
for i in 1 2 3 4 5 6; do curl -s --retry 9 --retry-connrefused "http://$address:$port"; echo; done
