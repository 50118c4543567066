# The kubelet never gets the image; the event that says it did is written by hand.
s/'\{\{password\}\}'/wrong/
$ a\
kubectl create -f - <<EOF\
apiVersion: v1\
kind: Event\
metadata: { name: by-hand, namespace: lab-private-registry }\
involvedObject: { apiVersion: v1, kind: Pod, namespace: lab-private-registry, name: private-reg, uid: $(kubectl get pod private-reg -n lab-private-registry -o jsonpath="{.metadata.uid}") }\
type: Normal\
reason: Pulled\
message: "Successfully pulled image"\
source: { component: kubelet }\
firstTimestamp: $(date -u +%FT%TZ)\
lastTimestamp: $(date -u +%FT%TZ)\
EOF
