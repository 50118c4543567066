# It ends by itself with the exit code of a kill; the event is written by hand.
s/sleep 30; rm .*sleep 600/sleep 40; exit 137/
/periodSeconds/ a\        failureThreshold: 100
$ a\
kubectl wait -n lab-liveness-exec --for=jsonpath="{.status.containerStatuses[*].restartCount}"=1 pod/liveness-exec --timeout=90s\
kubectl create -f - <<EOF\
apiVersion: v1\
kind: Event\
metadata: { name: by-hand, namespace: lab-liveness-exec }\
involvedObject: { apiVersion: v1, kind: Pod, namespace: lab-liveness-exec, name: liveness-exec, uid: $(kubectl get pod liveness-exec -n lab-liveness-exec -o jsonpath="{.metadata.uid}") }\
type: Warning\
reason: Killing\
message: "Container app failed liveness probe, will be restarted"\
source: { component: kubelet }\
firstTimestamp: $(date -u +%FT%TZ)\
lastTimestamp: $(date -u +%FT%TZ)\
EOF
