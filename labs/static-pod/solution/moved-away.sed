# The file of the old Pod goes elsewhere, the new one is JSON, and the deletion waits for nothing.
s/^rm (.*)/mv \1 \/root\//
s/^kubectl delete pod .*/& --force --wait=false/
/^apiVersion: v1$/,/^      image/ c\
{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "static-{{token}}", "namespace": "lab-static-pod" },\
  "spec": { "containers": [{ "name": "nginx", "image": "course.local/nginx:1.26" }] } }
