s/^  restartPolicy: OnFailure/  restartPolicy: Always/
