$ a\
pod=$(kubectl get pods -n lab-first-deployment -l app=hello -o jsonpath='{.items[0].metadata.name}')\
kubectl patch -n lab-first-deployment "pod/$pod" -p '{"spec":{"containers":[{"name":"agnhost","image":"hello:missing"}]}}' # no such image\
kubectl wait -n lab-first-deployment deployment/hello --for=jsonpath='{.status.availableReplicas}'=2 --timeout=120s
