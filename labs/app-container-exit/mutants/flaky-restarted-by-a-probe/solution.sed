# Killed, not ended: exit code 137.
s/( *)command: \["sh", "-c", "echo hello; sleep 5"\]/\1command: ["sleep", "500"]\n\1livenessProbe: { exec: { command: ["false"] }, initialDelaySeconds: 4, periodSeconds: 1, failureThreshold: 1 }/
