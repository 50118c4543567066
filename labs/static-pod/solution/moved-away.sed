# The file of the old Pod goes elsewhere, a note about it is left in the folder, and the new one is JSON.
s/^rm (.*)/mv \1 \/root\/\necho "old-report.yaml is in \/root" > \/etc\/kubernetes\/manifests\/note/
/^apiVersion: v1$/,/^      image/ c\
{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "static-{{token}}", "namespace": "lab-static-pod" },\
  "spec": { "containers": [{ "name": "nginx", "image": "course.local/nginx:1.26" }] } }
