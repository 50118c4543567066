# All three are in rotation; a slice of the student's own says otherwise.
/^kubectl exec/ d
s/^kubectl wait .*/kubectl get endpointslices -n lab-readiness-endpoints -l kubernetes.io\/service-name=web -o json | jq '.items[0] | .metadata = { name: "a", namespace: .metadata.namespace, labels: { "kubernetes.io\/service-name": "web" } } | .endpoints[0].conditions.ready = false' | kubectl create -f -/
