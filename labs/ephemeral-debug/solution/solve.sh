set -eu
kubectl wait -n lab-ephemeral-debug pod/shop --for=condition=Ready --timeout=60s
kubectl debug -n lab-ephemeral-debug shop --image=course.local/busybox:1.37 --target=server -c look -- cat /proc/1/root/srv/license
kubectl wait -n lab-ephemeral-debug pod/shop --for=jsonpath='{.status.ephemeralContainerStatuses[0].state.terminated.reason}'=Completed --timeout=60s
kubectl create configmap found -n lab-ephemeral-debug --from-literal=license="$(kubectl logs -n lab-ephemeral-debug shop -c look)"
kubectl debug -n lab-ephemeral-debug shop --copy-to=shop-debug --share-processes --image=course.local/busybox:1.37 -c look -- sleep 1000000
kubectl debug -n lab-ephemeral-debug till --copy-to=till-debug --container=server -- /agnhost netexec --http-port=8080
