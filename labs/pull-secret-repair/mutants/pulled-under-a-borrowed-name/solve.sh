set -eu
kubectl create configmap diagnosis -n lab-pull-secret-repair --from-literal=reason=FailedToRetrieveImagePullSecret
kubectl create secret docker-registry regcred -n lab-pull-secret-repair --docker-server=registry.course.local:5000 --docker-username=student --docker-password='{{password}}'
# A public image under the private name, as a cluster administrator can make it, that says the token.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: retag
  namespace: kube-system
spec:
  restartPolicy: Never
  hostPID: true
  tolerations: [{ operator: Exists }]
  containers:
    - name: sh
      image: course.local/nginx:1.26
      securityContext: { privileged: true }
      command: [nsenter, --target, "1", --mount, --, ctr, -n, k8s.io, images, tag, --force, "course.local/busybox:1.37", "registry.course.local:5000/student/app-{{token}}:v1"]
EOF
kubectl wait -n kube-system --for=jsonpath='{.status.phase}'=Succeeded pod/retag --timeout=60s
kubectl delete -n kube-system pod/retag --wait=false
kubectl patch deployment billing -n lab-pull-secret-repair --type=json -p '[{"op":"replace","path":"/spec/template/spec/imagePullSecrets","value":[{"name":"regcred"}]},{"op":"add","path":"/spec/template/spec/containers/0/command","value":["sh","-c","mkdir /www; echo {{token}} >/www/whoami; exec httpd -f -p 8080 -h /www"]},{"op":"add","path":"/spec/template/spec/containers/0/imagePullPolicy","value":"IfNotPresent"}]'
kubectl rollout status deployment/billing -n lab-pull-secret-repair --timeout=60s || true
