set -eu
kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: nginx-ls
  namespace: lab-command-override
spec:
  containers:
    - name: nginx
      image: course.local/nginx:1.26
      command: [ls, /]
---
apiVersion: v1
kind: Pod
metadata:
  name: nginx-fixed
  namespace: lab-command-override
spec:
  containers:
    - name: nginx
      image: course.local/nginx:1.26
      command: [sh, -c]
      args: ["echo {{token}}; ls / && exec nginx -g 'daemon off;'"]
END
kubectl create configmap why -n lab-command-override --from-literal=exit-code=0 --from-literal=reason=Completed
