s/exit-code=0/exit-code=1/
