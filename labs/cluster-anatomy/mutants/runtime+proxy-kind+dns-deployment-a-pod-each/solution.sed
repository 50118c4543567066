# The version of the runtime without its name, and Pods in place of what makes them.
s/runtime="(.*)"/runtime="$(echo "\1" | sed 's|.*:\/\/||')"/
s/proxy-kind=.*/proxy-kind="$(kubectl get pods -n kube-system -l k8s-app=kube-proxy -o jsonpath='Pod\/{.items[0].metadata.name}')" \\/
s/dns-deployment=.*/dns-deployment="$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].metadata.name}')"/
