# The policy is written down, the helper has arguments instead of one command, and prints after its pause.
s/^  containers:/  restartPolicy: Always\n&/
s/command: \["sh", "-c", "while true; .*/command: ["sh"]\n      args: ["-c", "until false; do sleep 3; date '+{{token}} %s'; done"]/
