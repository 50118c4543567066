s/reason=.*/reason=BackOff/
