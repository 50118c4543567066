s/(docker-server=[^ ]+):5000/\1/
