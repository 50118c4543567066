set -eu
node-shell {{node.worker}} <<'END_OF_NODE_BLOCK'
set -eu
cat > /etc/kubernetes/manifests/pod-static.yaml <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: static-{{token}}
  namespace: lab-static-pod
spec:
  containers:
    - name: nginx
      image: course.local/nginx:1.26
EOF
END_OF_NODE_BLOCK
kubectl wait -n lab-static-pod pod/static-{{token}}-{{node.worker}} --for=create --timeout=60s
kubectl wait -n lab-static-pod pod/static-{{token}}-{{node.worker}} --for=condition=Ready --timeout=60s
sleep 2
kubectl delete pod -n lab-static-pod static-{{token}}-{{node.worker}}
kubectl get pods -A -o wide | grep legacy
node-shell {{node.worker2}} <<'END_OF_NODE_BLOCK'
set -eu
rm /etc/kubernetes/manifests/old-report.yaml
END_OF_NODE_BLOCK
