/workingDir/ d
s/command: .*/command: [sh, -c, "cd \/usr\/share\/nginx\/html; exec nginx -g 'daemon off;'"]/
