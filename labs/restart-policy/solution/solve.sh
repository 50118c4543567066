set -eu
run() { kubectl run "$1" -n lab-restart-policy --image=course.local/busybox:1.37 --restart="$2" -- sh -c "$3"; }
run rp-ok OnFailure 'echo {{token}}'
run rp-never Never 'echo {{token}}; exit 4'
run rp-always Always 'echo {{token}}; sleep 1'
run rp-retry OnFailure 'echo {{token}}; exit 3'
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: rp-letter
  namespace: lab-restart-policy
spec:
  restartPolicy: OnFailure
  volumes:
    - name: outbox
      emptyDir: {}
  containers:
    - name: letter
      image: course.local/busybox:1.37
      volumeMounts:
        - name: outbox
          mountPath: /outbox
      command: [sh, -c]
      args:
        - |
          mkdir -p /outbox
          echo try >> /outbox/tries
          n=$(wc -l < /outbox/tries)
          echo "try $n"
          if [ "$n" -lt 2 ]; then echo "the mail server is busy"; exit 5; fi
          echo "sent {{token}}"
EOF
