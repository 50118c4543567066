/liveness-ok/,$ {
  /^spec:/ a\  volumes:\
    - name: pages\
      hostPath: { path: /mnt/empty, type: DirectoryOrCreate }
  s|command: .*|volumeMounts: [{ name: pages, mountPath: /usr/share/nginx/html }]|
}
