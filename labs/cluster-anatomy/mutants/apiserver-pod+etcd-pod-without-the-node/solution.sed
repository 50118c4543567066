s/apiserver-pod=.*/apiserver-pod=kube-apiserver \\/
s/etcd-pod=.*/etcd-pod=etcd \\/
