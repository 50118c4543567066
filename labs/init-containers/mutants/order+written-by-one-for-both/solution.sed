s/until nslookup gate(.*); do sleep 1; done"\]/until nslookup gate\1; do sleep 1; done; echo {{token}} > \/work\/index.html"]\n      volumeMounts:\n        - name: page\n          mountPath: \/work/
/name: write/,/mountPath: \/work/ d
