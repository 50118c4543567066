s/      emptyDir: \{\}/&\n    - name: site\n      emptyDir: {}/
/name: init-ready/,/^EOF/ { /name: web/,/mountPath/ s/name: page/name: site/ }
