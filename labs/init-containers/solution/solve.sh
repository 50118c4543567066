set -eu
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: init-stuck
  namespace: lab-init-containers
spec:
  terminationGracePeriodSeconds: 1
  initContainers:
    - name: prepare
      image: course.local/nginx:1.26
  containers:
    - name: web
      image: course.local/nginx:1.26
---
apiVersion: v1
kind: Pod
metadata:
  name: init-ready
  namespace: lab-init-containers
spec:
  terminationGracePeriodSeconds: 1
  volumes:
    - name: page
      emptyDir: {}
  initContainers:
    - name: wait
      image: course.local/busybox:1.37
      command: ["sh", "-c", "until nslookup gate.lab-init-containers.svc.cluster.local; do sleep 1; done"]
    - name: write
      image: course.local/busybox:1.37
      command: ["sh", "-c", "echo {{token}} > /work/index.html"]
      volumeMounts:
        - name: page
          mountPath: /work
  containers:
    - name: web
      image: course.local/nginx:1.26
      volumeMounts:
        - name: page
          mountPath: /usr/share/nginx/html
EOF
kubectl wait -n lab-init-containers pod/init-ready --for=jsonpath='{.status.initContainerStatuses[0].started}'=true --timeout=60s
sleep 6
kubectl create service clusterip gate -n lab-init-containers --tcp=80
until kubectl logs orders -n lab-init-containers -c find-depot | grep -q depot-; do sleep 1; done
depot=$(kubectl logs orders -n lab-init-containers -c find-depot | grep -o 'depot-[a-z]*' | head -1)
kubectl create service clusterip "$depot" -n lab-init-containers --tcp=80
kubectl wait -n lab-init-containers pod/init-ready pod/orders --for=condition=Ready --timeout=60s
