/name: pod-stable/,/^END/ { s/  containers:/  restartPolicy: Never\n&/; s/while true; do (.*); sleep 3; done/\1; sleep 5/ }
