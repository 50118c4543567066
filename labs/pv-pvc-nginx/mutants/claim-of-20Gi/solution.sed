s/storage: 3Gi/storage: 20Gi/
/Ready pod/ d
