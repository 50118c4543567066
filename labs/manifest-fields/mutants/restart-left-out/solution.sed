/restartPolicy/ d
