# A bare Pod that says it's a mirror; the kubelet removes what no file has.
s/^node-shell \{\{node.worker\}\} .*/kubectl apply -f - <<'EOF'/
/^set -eu$/ { 1! d }
/^cat > \/etc/ d
s/^  name: static-.*/  name: static-{{token}}-{{node.worker}}\
  annotations: { kubernetes.io\/config.source: file, kubernetes.io\/config.mirror: abc, kubernetes.io\/config.hash: abc, kubernetes.io\/config.seen: "2026-01-01T00:00:00Z" }/
s/^spec:/spec:\n  nodeName: {{node.worker}}/
0,/^END_OF_NODE_BLOCK$/ { /^END_OF_NODE_BLOCK$/ d }
/^kubectl wait/ d
s/^kubectl delete pod .*/true/
