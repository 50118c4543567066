# The image has no ENTRYPOINT, so arguments alone do the same; a script of several lines, and values from a file.
s/command: \[ls, \/\]/args: [\/usr\/bin\/ls, \/]/
s/^      command: \[sh, -c\]/      args:\n        - sh\n        - -c\n        - |\n          echo {{token}}\n          ls \/\n          exec nginx -g 'daemon off;'/
/^      args: \["echo/ d
s/--from-literal=exit-code=0 .*/--from-file=exit-code=\/dev\/stdin --from-literal=reason=Completed <<< 0/
