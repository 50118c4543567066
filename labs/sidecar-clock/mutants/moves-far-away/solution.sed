# The page goes on, an hour late.
s/date -u/date -u -d @$(($(date +%s) - 3600))/
