set -eu
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: liveness-exec
  namespace: lab-liveness-exec
spec:
  terminationGracePeriodSeconds: 5
  containers:
    - name: app
      image: course.local/busybox:1.37
      command: ["sh", "-c", "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600"]
      readinessProbe:
        exec:
          command: ["cat", "/tmp/healthy"]
        initialDelaySeconds: 5
        periodSeconds: 5
EOF
