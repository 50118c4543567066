s/docker-server=[^ ]+/docker-server=http:\/\/registry.course.local:5000\/v2\//
