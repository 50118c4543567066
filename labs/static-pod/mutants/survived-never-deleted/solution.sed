/^kubectl delete pod/ d
