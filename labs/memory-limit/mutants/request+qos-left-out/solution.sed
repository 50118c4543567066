/resources:/,/200Mi/ d
