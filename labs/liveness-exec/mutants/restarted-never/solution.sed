/^spec:/ a\  restartPolicy: Never
