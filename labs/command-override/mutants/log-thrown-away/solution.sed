s/command: \[ls, \/\]/command: [sh, -c, "ls \/ > \/dev\/null"]/
