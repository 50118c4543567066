s/^  restartPolicy: OnFailure/  restartPolicy: Never/
