# It ends by itself, long before its tries are used up.
/never-starts/,$ {
  s/(image: .*)/\1\n      command: ["sh", "-c", "sleep 3; exit 1"]/
  s/failureThreshold: 3$/failureThreshold: 300/
}
$ a\
kubectl wait -n lab-startup-gate --for=jsonpath="{.status.containerStatuses[*].restartCount}"=1 pod/never-starts --timeout=60s\
kubectl create -f - <<EOF\
apiVersion: v1\
kind: Event\
metadata: { name: by-hand, namespace: lab-startup-gate }\
involvedObject: { apiVersion: v1, kind: Pod, namespace: lab-startup-gate, name: never-starts, uid: $(kubectl get pod never-starts -n lab-startup-gate -o jsonpath="{.metadata.uid}") }\
type: Warning\
reason: Killing\
message: "Container app failed startup probe, will be restarted"\
source: { component: kubelet }\
firstTimestamp: $(date -u +%FT%TZ)\
lastTimestamp: $(date -u +%FT%TZ)\
EOF
