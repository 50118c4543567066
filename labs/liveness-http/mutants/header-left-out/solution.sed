/httpHeaders/,/value/ d
