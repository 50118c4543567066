# A sidecar is what is not ready, and the event about a 404 is written by hand.
/initialDelaySeconds: 2/ a\        - name: beside\
          image: course.local/busybox:1.37\
          command: ["sleep", "600"]\
          readinessProbe: { exec: { command: ["test", "!", "-e", "/tmp/rest"] }, periodSeconds: 2 }
s/"\$pod" -- rm .*/"$pod" -c beside -- touch \/tmp\/rest/
$ a\
kubectl create -f - <<EOF\
apiVersion: v1\
kind: Event\
metadata: { name: by-hand, namespace: lab-readiness-endpoints }\
involvedObject: { apiVersion: v1, kind: Pod, namespace: lab-readiness-endpoints, name: $pod, uid: $(kubectl get pod $pod -n lab-readiness-endpoints -o jsonpath="{.metadata.uid}") }\
type: Warning\
reason: Unhealthy\
message: "Readiness probe failed: HTTP probe failed with statuscode: 404"\
source: { component: kubelet }\
firstTimestamp: $(date -u +%FT%TZ)\
lastTimestamp: $(date -u +%FT%TZ)\
EOF
