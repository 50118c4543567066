s/spec.holderIdentity/metadata.name/
s/heartbeat=kube-node-lease.*/heartbeat="kube-system\/$(kubectl get leases -n kube-system -o jsonpath='{.items[0].metadata.name}')" \\/
