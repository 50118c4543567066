set -eu
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: slow-app
  namespace: lab-startup-gate
spec:
  terminationGracePeriodSeconds: 5
  containers:
    - name: app
      image: course.local/nginx:1.26
      command: ["sh", "-c", "sleep 50; exec nginx -g 'daemon off;'"]
      startupProbe:
        httpGet: { path: /, port: 80 }
        periodSeconds: 5
        failureThreshold: 24
      livenessProbe:
        httpGet: { path: /, port: 80 }
        periodSeconds: 5
        failureThreshold: 1
---
apiVersion: v1
kind: Pod
metadata:
  name: never-starts
  namespace: lab-startup-gate
spec:
  terminationGracePeriodSeconds: 5
  containers:
    - name: app
      image: course.local/nginx:1.26
      livenessProbe:
        httpGet: { path: /, port: 81 }
        periodSeconds: 2
        failureThreshold: 3
EOF
