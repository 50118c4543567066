# The file is on the control plane; and the old Pod runs on under another name.
s/^node-shell \{\{node.worker\}\}/node-shell {{node.control-plane}}/
s/^(kubectl .*)\{\{node.worker\}\}/\1{{node.control-plane}}/
s/^rm (.*)/sed -i "s|name: legacy|name: oldtimer|" \1/
