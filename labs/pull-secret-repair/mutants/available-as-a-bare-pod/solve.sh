set -eu
kubectl create configmap diagnosis -n lab-pull-secret-repair --from-literal=reason=FailedToRetrieveImagePullSecret
kubectl create secret docker-registry regcred -n lab-pull-secret-repair --docker-server=registry.course.local:5000 --docker-username=student --docker-password='{{password}}'
kubectl apply -n lab-pull-secret-repair -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: billing-by-hand
  labels:
    app: billing-by-hand
spec:
  imagePullSecrets: [{ name: regcred }]
  containers:
    - name: billing
      image: registry.course.local:5000/student/app-{{token}}:v1
EOF
kubectl wait -n lab-pull-secret-repair --for=condition=Ready pod/billing-by-hand --timeout=60s
