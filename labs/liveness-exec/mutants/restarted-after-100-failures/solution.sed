/periodSeconds/ a\        failureThreshold: 100\
    - name: aaa\
      image: course.local/busybox:1.37\
      command: ["sh", "-c", "sleep 5; exit 137"]
