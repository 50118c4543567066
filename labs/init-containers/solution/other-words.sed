# Another loop, no new line at the end of the page, and a path with a last slash.
s/mountPath: \/usr\/share\/nginx\/html/&\//
s/until nslookup gate.lab-init-containers.svc.cluster.local; do sleep 1; done/while ! nslookup -type=a gate.lab-init-containers.svc.cluster.local | grep Name; do sleep 2; done/
s/echo \{\{token\}\} > \/work\/index.html/printf {{token}} > \/work\/index.html/
