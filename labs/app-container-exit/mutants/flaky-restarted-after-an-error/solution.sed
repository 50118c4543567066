s/echo hello; sleep 5/echo hello; sleep 5; exit 1/
