# The manifest says 80, and the program listens elsewhere.
s/command: .*/command: [sh, -c, "sed -i s,80,8080, \/etc\/nginx\/conf.d\/default.conf; exec nginx -g 'daemon off;'"]/
