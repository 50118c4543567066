# The helper as a real sidecar, and paths with a last slash.
s/^    - name: clock/  initContainers:\n&\n      restartPolicy: Always/
s|/html,|/html/,|
s|mountPath: /app |mountPath: /app/ |
s|http://localhost|http://127.0.0.1:80/index.html|
