set -eu
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: liveness-http
  namespace: lab-liveness-http
spec:
  containers:
    - name: server
      image: course.local/agnhost:2.63
      args: ["liveness"]
      livenessProbe:
        httpGet:
          path: /healthz
          port: 8080
          httpHeaders:
            - name: X-Course
              value: '{{token}}'
        periodSeconds: 3
---
apiVersion: v1
kind: Pod
metadata:
  name: liveness-ok
  namespace: lab-liveness-http
spec:
  containers:
    - name: nginx
      image: course.local/nginx:1.26
      command: ["sh", "-c", "echo alive > /usr/share/nginx/html/live.html; exec nginx -g 'daemon off;'"]
      livenessProbe:
        httpGet:
          path: /live.html
          port: 80
        initialDelaySeconds: 3
        periodSeconds: 3
EOF
