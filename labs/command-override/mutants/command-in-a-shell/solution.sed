s/\[ls, \/\]/[sh, -c, "ls \/; sleep 1"]/
