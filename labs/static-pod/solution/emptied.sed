# The file of the old Pod stays in the folder without a word in it, and the new one is JSON.
s/^rm (.*)/: > \1/
/^apiVersion: v1$/,/^      image/ c\
{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "static-{{token}}", "namespace": "lab-static-pod" },\
  "spec": { "containers": [{ "name": "nginx", "image": "course.local/nginx:1.26" }] } }
