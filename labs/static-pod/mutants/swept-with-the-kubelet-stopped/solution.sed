# Nobody is left to bring it back, and nobody to stop its container. The shell on the node comes through the kubelet, so it must be gone by then.
s/^rm (.*)/systemd-run --quiet sh -c 'sleep 3; systemctl stop kubelet; rm \1'/
$ a\
while kubectl get --raw \/api\/v1\/nodes\/{{node.worker2}}\/proxy\/healthz >\/dev\/null 2>\&1; do sleep 1; done\
kubectl delete pod legacy-{{node.worker2}} --force --grace-period=0
