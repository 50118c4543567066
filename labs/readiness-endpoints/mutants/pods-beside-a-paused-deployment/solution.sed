# The Deployment makes no Pod at all; three look-alikes have its label.
s/^  replicas: 3/&\n  paused: true/
s/^kubectl rollout status .*/for number in 1 2 3; do\
  kubectl get deployment web -n lab-readiness-endpoints -o json | jq --arg name "web-$number" '{ apiVersion: "v1", kind: "Pod", metadata: { name: $name, namespace: "lab-readiness-endpoints", labels: { app: "web" } }, spec: .spec.template.spec }' | kubectl create -f -\
done\
kubectl wait -n lab-readiness-endpoints --for=condition=Ready pod -l app=web --timeout=120s/
