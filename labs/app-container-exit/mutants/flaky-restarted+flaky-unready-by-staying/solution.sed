s/echo hello; sleep 5/echo hello; sleep 500/
