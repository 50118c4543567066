s/persistentVolumeClaim: .*/emptyDir: {}/
$ a\kubectl exec task-pv-pod -- sh -c "echo '{{token}}' > /usr/share/nginx/html/index.html"
