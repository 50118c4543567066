0,/containers:/ s/  containers:/  restartPolicy: Never\n&/
