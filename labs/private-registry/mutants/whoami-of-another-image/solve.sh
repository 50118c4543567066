set -eu
# A public image under the private name, as a cluster administrator can make it: a Pod with the node's containerd.
kubectl create secret docker-registry regcred -n lab-private-registry --docker-server=registry.course.local:5000 --docker-username=student --docker-password='{{password}}'
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
      imagePullPolicy: Never
      command: ["sleep", "600"]
EOF
