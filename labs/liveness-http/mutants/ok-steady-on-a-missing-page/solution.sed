/echo alive/ d
