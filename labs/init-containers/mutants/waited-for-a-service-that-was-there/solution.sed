/^kubectl create service clusterip gate/ d
/^set -eu/ a\
kubectl create service clusterip gate -n lab-init-containers --tcp=80
