s/150M/250M/
# A sidecar whose name comes first, and which runs well: its status is the first of the Pod.
/memory: 200Mi/ a\    - name: aaa\
      image: course.local/busybox:1.37\
      command: ["sleep", "600"]
