set -eu
kubectl create configmap diagnosis -n lab-pull-secret-repair --from-literal=reason=FailedToRetrieveImagePullSecret
kubectl get secret regcred -n lab-pull-secret-repair-vault -o json | jq 'del(.metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp, .metadata.managedFields) | .metadata.namespace = "lab-pull-secret-repair"' | kubectl create -f -
kubectl patch deployment billing -n lab-pull-secret-repair --type=json -p '[{"op":"replace","path":"/spec/template/spec/imagePullSecrets","value":[{"name":"regcred"}]}]'
