/PersistentVolumeClaim/,$ { /storageClassName/ d }
