set -eu
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
      persistentVolumeClaim: { claimName: task-pv-claim }
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
kubectl exec task-pv-pod -- sh -c 'echo hello > /usr/share/nginx/html/index.html'
