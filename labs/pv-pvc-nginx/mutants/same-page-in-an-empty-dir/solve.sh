set -eu
# What the student types into the node terminal, done by a Pod with the node's /mnt: a workspace alone cannot reach a node.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: on-the-node
  namespace: kube-system
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  tolerations: [{ operator: Exists }]
  volumes: [{ name: mnt, hostPath: { path: /mnt } }]
  containers:
    - name: sh
      image: course.local/busybox:1.37
      command: [sh, -c, "mkdir -p /mnt/data /mnt/data2 && echo '{{token}}' > /mnt/data/index.html"]
      volumeMounts: [{ name: mnt, mountPath: /mnt }]
EOF
kubectl wait -n kube-system --for=jsonpath='{.status.phase}'=Succeeded pod/on-the-node --timeout=60s
kubectl delete -n kube-system pod/on-the-node --wait=false
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: PersistentVolume
metadata:
  name: task-pv-volume
spec:
  storageClassName: manual
  capacity:
    storage: 10Gi
  accessModes: [ReadWriteOnce]
  hostPath:
    path: /mnt/data
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: task-pv-claim
spec:
  storageClassName: manual
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 3Gi
---
apiVersion: v1
kind: Pod
metadata:
  name: task-pv-pod
spec:
  volumes:
    - name: pages
      emptyDir: {}
  containers:
    - name: nginx
      image: course.local/nginx:1.26
      ports:
        - containerPort: 80
      volumeMounts:
        - name: pages
          mountPath: /usr/share/nginx/html
EOF
kubectl wait --for=condition=Ready pod/task-pv-pod --timeout=90s
kubectl exec task-pv-pod -- sh -c "echo '{{token}}' > /usr/share/nginx/html/index.html"
