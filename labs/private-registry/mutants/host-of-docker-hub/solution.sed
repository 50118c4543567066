s/docker-server=[^ ]+/docker-server=docker.io/
