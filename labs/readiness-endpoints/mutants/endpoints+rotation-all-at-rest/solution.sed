s/^pod=(.*)items\[0\](.*)$/for pod in \1items[*]\2; do/
s/^kubectl exec/  &/
/-- rm/ a\done
