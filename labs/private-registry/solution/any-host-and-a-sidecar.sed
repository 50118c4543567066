s/docker-server=[^ ]+/docker-server='*.course.local:5000'/
/^  containers:/ a\    - name: before\
      image: course.local/busybox:1.37\
      command: ["sleep", "600"]
