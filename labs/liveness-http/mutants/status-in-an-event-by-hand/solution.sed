# Nobody listens, and the container is restarted for that; the event with the status code is written by hand.
s/args: \["liveness"\]/args: ["pause"]/
$ a\
kubectl create -f - <<EOF\
apiVersion: v1\
kind: Event\
metadata: { name: by-hand, namespace: lab-liveness-http }\
involvedObject: { apiVersion: v1, kind: Pod, namespace: lab-liveness-http, name: liveness-http, uid: $(kubectl get pod liveness-http -n lab-liveness-http -o jsonpath="{.metadata.uid}") }\
type: Warning\
reason: Unhealthy\
message: "HTTP probe failed with statuscode: 500"\
source: { component: kubelet }\
firstTimestamp: $(date -u +%FT%TZ)\
lastTimestamp: $(date -u +%FT%TZ)\
EOF
