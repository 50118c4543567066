# A sidecar mounts the claim; nginx serves the folder of the node.
/name: task-pv-pod/,$ {
  s|persistentVolumeClaim: .*|&\n    - name: folder\n      hostPath: { path: /mnt/data }|
  /volumeMounts:/,/mountPath/ s|name: pages|name: folder|
  /mountPath: / a\    - name: beside\
      image: course.local/busybox:1.37\
      command: ["sleep", "600"]\
      volumeMounts: [{ name: pages, mountPath: /usr/share/nginx/html }]
}
