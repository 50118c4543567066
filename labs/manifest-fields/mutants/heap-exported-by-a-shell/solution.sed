/env:/,/value:/ d
s/command: .*/command: [sh, -c, "export JVM_OPTS='-Xms128m -Xmx256m -Did={{token}}'; exec nginx -g 'daemon off;'"]/
