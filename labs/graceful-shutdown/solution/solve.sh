set -eu
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: bye
  namespace: lab-graceful-shutdown
spec:
  replicas: 1
  selector:
    matchLabels:
      app: bye
  template:
    metadata:
      labels:
        app: bye
    spec:
      terminationGracePeriodSeconds: 25
      containers:
        - name: web
          image: course.local/nginx:1.26
          lifecycle:
            postStart:
              exec:
                command: ["sh", "-c", "mkdir -p /data && echo {{token}} > /data/started"]
            preStop:
              sleep:
                seconds: 8
EOF
sed -i 's/sh \/program\/server.sh; echo ended/exec sh \/program\/server.sh/' desk.yaml
kubectl apply -f desk.yaml
kubectl rollout status deployment/bye -n lab-graceful-shutdown --timeout=60s
kubectl rollout status deployment/desk -n lab-graceful-shutdown --timeout=60s
