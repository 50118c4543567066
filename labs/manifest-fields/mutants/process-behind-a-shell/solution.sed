s/command: .*/command: [sh, -c, "nginx -g 'daemon off;'; true"]/
