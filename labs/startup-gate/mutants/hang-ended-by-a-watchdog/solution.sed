# A shell in the container ends it as soon as nginx is stopped; the probe itself would take two minutes to notice.
/failureThreshold: 1$/ a\        timeoutSeconds: 120
s/exec nginx -g 'daemon off;'"/nginx -g 'daemon off;' \& while sleep 1; do grep -qs '^State:.*stopped' \/proc\/[0-9]*\/status \&\& exit 1; done"/
