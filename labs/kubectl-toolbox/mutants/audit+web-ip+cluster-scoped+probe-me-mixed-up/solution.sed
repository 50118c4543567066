# An annotation for a label and a label for an annotation, the node's address, and the kinds as old notes sort them.
s/^kubectl label (.*)/kubectl annotate \1/
s/status.podIP/status.hostIP/
s/nodes,clusterroles,/&roles,rolebindings,/
s/annotations: \{/labels: {/
s/^sed.*/&\nsed -i '\/^  labels:$\/,\/^    run:\/ d' probe-me.yaml/
