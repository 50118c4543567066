s/\[ls, \/\]/[ls, \/nope]/
