/^set -eu/ a\
kubectl create configmap page -n lab-init-containers --from-literal=index.html={{token}}
s/      emptyDir: \{\}/&\n    - name: site\n      configMap: { name: page }/
/name: init-ready/,/^EOF/ { /name: web/,/mountPath/ s/name: page/name: site/ }
