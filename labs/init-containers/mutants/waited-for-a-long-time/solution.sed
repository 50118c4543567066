# Long enough for a Service that is made in time, but nobody asks for it.
s/until nslookup gate.*; do sleep 1; done/sleep 34/
