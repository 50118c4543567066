0,/containers:/ s/^spec:/&\n  restartPolicy: Never/
