# It ends by itself; the probe would have a hundred tries.
0,/periodSeconds: 3/ s/periodSeconds: 3/&\n        failureThreshold: 100/
s/args: \["liveness"\]/command: ["sh", "-c", "\/agnhost liveness \& sleep 15; exit 1"]/
