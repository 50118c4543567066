set -eu
kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: nginx-demo
  namespace: lab-manifest-fields
  labels:
    type: "1"
    version: "1"
spec:
  containers:
    - name: nginx
      image: course.local/nginx:1.26
      imagePullPolicy: IfNotPresent
      command: [nginx, -g, "daemon off;"]
      workingDir: /usr/share/nginx/html
      ports:
        - name: http
          containerPort: 80
      env:
        - name: JVM_OPTS
          value: -Xms128m -Xmx256m -Did={{token}}
      resources:
        requests: { cpu: 100m, memory: 128Mi }
        limits: { cpu: 200m, memory: 256Mi }
  restartPolicy: OnFailure
END
