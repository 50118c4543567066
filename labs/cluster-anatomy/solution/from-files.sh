# What kubectl prints goes into files, with a newline at the end of each; kinds are written as kubectl writes them.
set -eu
mkdir anatomy
cd anatomy
kubectl get pods -n kube-system -l component=kube-apiserver -o name >apiserver-pod
kubectl get pods -n kube-system -l component=etcd -o name >etcd-pod
kubectl get leases -n kube-system -o custom-columns=HOLDER:.spec.holderIdentity --no-headers >apiserver-holder
kubectl describe node {{node.worker}} | sed -n 's/.*Container Runtime Version: *//p' >runtime
kubectl get node {{node.worker}} --no-headers | awk '{ print $5 }' >kubelet-version
kubectl get nodes --no-headers | grep -cw Ready >ready-nodes
kubectl get leases -n kube-node-lease -o jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}' | grep '/{{node.worker}}$' >heartbeat
kubectl get daemonsets -n kube-system -l k8s-app=kube-proxy -o name >proxy-kind
kubectl get deployments -n kube-system -l k8s-app=kube-dns -o name >dns-deployment
kubectl create configmap anatomy -n lab-cluster-anatomy --from-file=.
