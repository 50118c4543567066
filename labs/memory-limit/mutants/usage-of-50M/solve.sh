set -eu
kubectl create namespace mem-example
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: memory-demo
  namespace: mem-example
spec:
  containers:
    - name: worker
      image: course.local/stress:1.0
      command: ["stress"]
      args: ["--vm", "1", "--vm-bytes", "50M", "--vm-hang", "0"]
      resources:
        requests:
          memory: 100Mi
        limits:
          memory: 200Mi
EOF
