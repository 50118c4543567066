set -eu
kubectl create configmap diagnosis -n lab-pull-secret-repair --from-literal=reason=FailedToRetrieveImagePullSecret
kubectl create secret docker-registry regcred -n lab-pull-secret-repair --docker-server=registry.course.local:5000 --docker-username=student --docker-password='{{password}}'
kubectl patch deployment billing -n lab-pull-secret-repair --type=json -p '[{"op":"replace","path":"/spec/template/spec/imagePullSecrets","value":[{"name":"regcred"}]}]'
kubectl set image -n lab-pull-secret-repair deployment/billing billing=course.local/nginx:1.26
kubectl rollout status deployment/billing -n lab-pull-secret-repair --timeout=120s
