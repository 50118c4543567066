/imagePullPolicy/ d
s/command: .*/args: [nginx, -g, daemon off;]/
s|/html$|/html/|
s/containerPort: 80/&\n          protocol: TCP/
s/value: .*/value: -Did={{token}}  -Xmx256M -Xms128M/
s/cpu: 100m, memory: 128Mi/cpu: 0.1, memory: 134217728/
s/cpu: 200m, memory: 256Mi/cpu: "0.2", memory: 262144Ki/
