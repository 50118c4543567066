0,/failureThreshold/ { /startupProbe/,/failureThreshold/ d }
/failureThreshold: 1$/ a\        initialDelaySeconds: 60
