s/while true; do .*; done/tail -f \/var\/log\/helper.log/
