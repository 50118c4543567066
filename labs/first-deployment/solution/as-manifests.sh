# Manifests in place of commands: the port by its name, a node port of one's own choice, labels of one's own choice.
set -eu
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: hello
  namespace: lab-first-deployment
spec:
  type: NodePort
  selector: { greets: visitors }
  ports:
    - { name: web, port: 8080, targetPort: names, nodePort: 31080 }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: hello
  namespace: lab-first-deployment
spec:
  replicas: 3
  selector:
    matchLabels: { greets: visitors }
  template:
    metadata:
      labels: { greets: visitors }
    spec:
      containers:
        - name: greeter
          image: course.local/agnhost:2.63
          args: [serve-hostname, --port, '9080']
          ports: [{ name: names, containerPort: 9080 }]
EOF
