# Two Pods with one folder of the node.
s/emptyDir: .*/hostPath: { path: \/var\/lab-sidecar-clock, type: DirectoryOrCreate }/
s/^    - name: clock/---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: helper\n  namespace: lab-sidecar-clock\nspec:\n  volumes:\n    - name: board\n      hostPath: { path: \/var\/lab-sidecar-clock, type: DirectoryOrCreate }\n  containers:\n&/
s/^kubectl exec.*/kubectl wait -n lab-sidecar-clock pod\/helper --for=condition=Ready --timeout=60s/
