# The claim is mounted and hidden: the folder of the node lies at the same place, written with another slash.
s|persistentVolumeClaim: .*|&\n    - name: folder\n      hostPath: { path: /mnt/data }|
s|mountPath: /usr/share/nginx/html|&\n        - { name: folder, mountPath: /usr/share/nginx/html/ }|
