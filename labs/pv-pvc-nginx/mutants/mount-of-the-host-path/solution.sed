s|persistentVolumeClaim: .*|hostPath: { path: /mnt/data }|
