set -eu
kubectl create configmap diagnosis -n lab-pull-secret-repair --from-literal=reason=FailedToRetrieveImagePullSecret
kubectl create secret docker-registry regcred -n lab-pull-secret-repair --docker-server=registry.course.local:5000 --docker-username=student --docker-password='{{password}}'
kubectl get deployment billing -n lab-pull-secret-repair -o json | jq 'del(.metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp, .status) | .spec.template.spec.imagePullSecrets = [{name: "regcred"}]' >/tmp/billing.json
kubectl delete deployment billing -n lab-pull-secret-repair
kubectl create -f /tmp/billing.json
kubectl rollout status deployment/billing -n lab-pull-secret-repair --timeout=120s
