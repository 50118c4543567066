# Nothing is pulled: as root on the node, nginx gets the name of the cake.
s/^kubectl run helper .*/kubectl apply -f - <<'END'\
apiVersion: v1\
kind: Pod\
metadata: { name: retag, namespace: kube-system }\
spec:\
  restartPolicy: Never\
  hostPID: true\
  containers:\
    - name: sh\
      image: course.local\/nginx:1.26\
      securityContext: { privileged: true }\
      command: [nsenter, --target, "1", --mount, --, ctr, -n, k8s.io, images, tag, "course.local\/nginx:1.26", "registry.course.local:5000\/cake-{{token}}:v1"]\
END\
kubectl wait -n kube-system pod\/retag --for=jsonpath="{.status.phase}"=Succeeded --timeout=60s\
&/
