s/150M/50M/
# Another container holds what the worker should.
/memory: 200Mi/ a\    - name: beside\
      image: course.local/stress:1.0\
      command: ["stress", "--vm", "1", "--vm-bytes", "120M", "--vm-hang", "0"]
