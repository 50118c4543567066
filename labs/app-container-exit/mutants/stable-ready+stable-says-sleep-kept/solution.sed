s/while true; do (.*); sleep 3; done/\1; sleep 5/
