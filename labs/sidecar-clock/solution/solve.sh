set -eu
kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: station
  namespace: lab-sidecar-clock
spec:
  volumes:
    - name: board
      emptyDir: {}
  containers:
    - name: web
      image: course.local/nginx:1.26
      volumeMounts:
        - { name: board, mountPath: /usr/share/nginx/html, readOnly: true }
    - name: clock
      image: course.local/busybox:1.37
      command:
        - sh
        - -c
        - |
          while true; do
            echo "{{token}} $(date -u +%FT%TZ)" > /app/index.html
            sleep 1
          done
      volumeMounts:
        - { name: board, mountPath: /app }
END
kubectl wait -n lab-sidecar-clock pod/station --for=condition=Ready --timeout=60s
kubectl exec -n lab-sidecar-clock station -c clock -- wget -qO /tmp/seen.html http://localhost
