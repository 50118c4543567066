set -eu
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: lab-readiness-endpoints
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      terminationGracePeriodSeconds: 5
      containers:
        - name: nginx
          image: course.local/nginx:1.26
          command: ["sh", "-c"]
          args:
            - |
              hostname > /usr/share/nginx/html/index.html
              echo ready > /usr/share/nginx/html/ready.html
              exec nginx -g 'daemon off;'
          readinessProbe:
            httpGet:
              path: /ready.html
              port: 80
            periodSeconds: 2
            initialDelaySeconds: 2
EOF
kubectl rollout status deployment/web -n lab-readiness-endpoints --timeout=120s
pod=$(kubectl get pods -n lab-readiness-endpoints -l app=web -o jsonpath='{.items[0].metadata.name}')
kubectl exec -n lab-readiness-endpoints "$pod" -- rm /usr/share/nginx/html/ready.html
kubectl wait -n lab-readiness-endpoints --for=condition=Ready=False "pod/$pod" --timeout=60s
kubectl delete -n lab-readiness-endpoints "pod/$pod"
kubectl rollout status deployment/web -n lab-readiness-endpoints --timeout=120s
