set -eu
kubectl create secret docker-registry regcred -n lab-private-registry \
  --docker-server=registry.course.local:5000 \
  --docker-username=student --docker-password='{{password}}'
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: private-reg
  namespace: lab-private-registry
spec:
  imagePullSecrets:
    - name: regcred
  containers:
    - name: app
      image: registry.course.local:5000/student/app-{{token}}:v1
EOF
