s/runtime=.*/runtime=docker:\/\/20.10.21 \\/
s/DaemonSet\/kube-proxy/Deployment\/kube-proxy/
s/dns-deployment=.*/dns-deployment=kube-dns/
