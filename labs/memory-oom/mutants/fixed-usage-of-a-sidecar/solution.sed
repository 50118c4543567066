/memory-fixed/,$ {
  s/250M/50M/
  # Another container holds what the worker should.
  /memory: 300Mi/ a\    - name: beside\
      image: course.local/stress:1.0\
      command: ["stress", "--vm", "1", "--vm-bytes", "250M", "--vm-hang", "0"]
}
