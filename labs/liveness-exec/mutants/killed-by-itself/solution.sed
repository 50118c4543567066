s/rm -f .*; sleep 600/exit 1/
