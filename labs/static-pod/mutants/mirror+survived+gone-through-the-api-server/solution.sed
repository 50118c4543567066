# A bare Pod on the right node with the right name, deleted and made again; and the old one is deleted with kubectl only.
s/^node-shell \{\{node.worker\}\} .*/manifest=$(mktemp)\ncat > "$manifest" <<'EOF'/
/^set -eu$/ { 1! d }
/^cat > \/etc/ d
s/^  name: static-.*/  name: static-{{token}}-{{node.worker}}/
s/^spec:/spec:\n  nodeName: {{node.worker}}/
/^EOF$/,/^END_OF_NODE_BLOCK$/ c\
EOF\
kubectl apply -f "$manifest"
s/^kubectl delete pod .*/& --now\nkubectl apply -f "$manifest"\nkubectl wait -n lab-static-pod pod\/static-{{token}}-{{node.worker}} --for=condition=Ready --timeout=60s/
s/^node-shell \{\{node.worker2\}\} .*/kubectl delete pod legacy-{{node.worker2}} --now/
/^rm /,/^END_OF_NODE_BLOCK$/ d
