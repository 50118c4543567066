s/while true; do .*; done/sleep infinity/
