set -eu
kubectl create configmap anatomy -n lab-cluster-anatomy \
  --from-literal=apiserver-pod="$(kubectl get pods -n kube-system -l component=kube-apiserver -o jsonpath='{.items[0].metadata.name}')" \
  --from-literal=etcd-pod="$(kubectl get pods -n kube-system -l component=etcd -o jsonpath='{.items[0].metadata.name}')" \
  --from-literal=apiserver-holder="$(kubectl get leases -n kube-system -o jsonpath='{.items[0].spec.holderIdentity}')" \
  --from-literal=runtime="$(kubectl get node {{node.worker}} -o jsonpath='{.status.nodeInfo.containerRuntimeVersion}')" \
  --from-literal=kubelet-version="$(kubectl get node {{node.worker}} -o jsonpath='{.status.nodeInfo.kubeletVersion}')" \
  --from-literal=ready-nodes=3 \
  --from-literal=heartbeat=kube-node-lease/{{node.worker}} \
  --from-literal=proxy-kind=DaemonSet/kube-proxy \
  --from-literal=dns-deployment=coredns
