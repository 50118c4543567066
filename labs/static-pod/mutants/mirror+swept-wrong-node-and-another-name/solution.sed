# The file is on the control plane; and the old Pod runs on, with other names.
s/^node-shell \{\{node.worker\}\}/node-shell {{node.control-plane}}/
s/^(kubectl .*)\{\{node.worker\}\}/\1{{node.control-plane}}/
s/^rm (.*)/sed -i "s|name: legacy|name: oldtimer|; s|name: reporter|name: clerk|" \1/
