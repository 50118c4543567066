set -eu
kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: pod-flaky
  namespace: lab-app-container-exit
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: web
      image: course.local/nginx:1.26
    - name: helper
      image: course.local/busybox:1.37
      command: ["sh", "-c", "echo hello; sleep 5"]
---
apiVersion: v1
kind: Pod
metadata:
  name: pod-stable
  namespace: lab-app-container-exit
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: web
      image: course.local/nginx:1.26
    - name: helper
      image: course.local/busybox:1.37
      command: ["sh", "-c", "while true; do echo {{token}} $(date +%s); sleep 3; done"]
END
until [ "$(kubectl get pod kiosk -n lab-app-container-exit -o jsonpath='{.status.containerStatuses[?(@.name=="part-{{two}}")].restartCount}')" -ge 1 ]; do sleep 1; done
kubectl create configmap report -n lab-app-container-exit \
  --from-literal=container=part-{{two}} \
  --from-literal=exitCode="$(kubectl get pod kiosk -n lab-app-container-exit -o jsonpath='{.status.containerStatuses[?(@.name=="part-{{two}}")].lastState.terminated.exitCode}')" \
  --from-literal=ticket="$(kubectl logs kiosk -n lab-app-container-exit -c part-{{two}} | grep -o '[a-z]*$')"
