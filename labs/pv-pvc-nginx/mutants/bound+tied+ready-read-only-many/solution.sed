/PersistentVolumeClaim/,$ s/ReadWriteOnce/ReadOnlyMany/
/Ready pod/ d
