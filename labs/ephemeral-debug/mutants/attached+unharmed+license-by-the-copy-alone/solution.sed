# Nobody visits the running container; the copy has another license.
/--target=server/,/^kubectl create configmap/ d
$ a\
kubectl wait -n lab-ephemeral-debug pod/shop-debug --for=condition=Ready --timeout=60s\
kubectl create configmap found -n lab-ephemeral-debug --from-literal=license="$(kubectl exec -n lab-ephemeral-debug shop-debug -c look -- sh -c "cat /proc/*/root/srv/license 2> /dev/null")"
