# The worker itself is too small to be killed; a sidecar whose name comes first is.
0,/args/ s/250M/20M/
0,/memory: 100Mi/ {
  /memory: 100Mi/ a\    - name: aaa\
      image: course.local/stress:1.0\
      command: ["stress", "--vm", "1", "--vm-bytes", "50M", "--vm-hang", "0"]\
      resources: { limits: { memory: 20Mi } }
}
