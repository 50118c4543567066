# Three lines at its start, and then it only sleeps.
s/while true; do (.*); sleep 3; done/\1; \1; \1; sleep infinity/
