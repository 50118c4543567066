s/until nslookup gate.*; do sleep 1; done/sleep 3/
