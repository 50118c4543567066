s/command: .*/command: ["stress", "--vm", "1", "--vm-bytes", "250M", "--vm-hang", "0"]/
/args:/ d
s/300Mi/307200Ki/
