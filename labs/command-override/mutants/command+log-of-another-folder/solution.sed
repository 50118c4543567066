s/\[ls, \/\]/[ls, \/etc]/
