s/touch .*sleep 600/sleep 630/
