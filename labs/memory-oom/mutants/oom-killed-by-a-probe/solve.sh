set -eu
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: memory-demo-2
  namespace: lab-memory-oom
spec:
  containers:
    - name: worker
      image: course.local/stress:1.0
      command: ["stress"]
      args: ["--vm", "1", "--vm-bytes", "20M", "--vm-hang", "0"]
      livenessProbe:
        exec:
          command: ["false"]
        periodSeconds: 1
        failureThreshold: 1
      resources:
        requests:
          memory: 50Mi
        limits:
          memory: 100Mi
---
apiVersion: v1
kind: Pod
metadata:
  name: memory-fixed
  namespace: lab-memory-oom
spec:
  containers:
    - name: worker
      image: course.local/stress:1.0
      command: ["stress"]
      args: ["--vm", "1", "--vm-bytes", "250M", "--vm-hang", "0"]
      resources:
        requests:
          memory: 50Mi
        limits:
          memory: 300Mi
EOF
