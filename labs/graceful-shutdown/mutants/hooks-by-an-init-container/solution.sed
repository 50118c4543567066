# The file comes from elsewhere, before the container starts.
/postStart:/,/command:/ d
s/( *)(- name: web)/\1\2\n\1  volumeMounts: [{ name: data, mountPath: \/data }]/
s/( *)terminationGracePeriodSeconds: 25/&\n\1volumes: [{ name: data, emptyDir: {} }]\n\1initContainers: [{ name: mark, image: "course.local\/busybox:1.37", command: [sh, -c, "echo {{token}} > \/data\/started"], volumeMounts: [{ name: data, mountPath: \/data }] }]/
