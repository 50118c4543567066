# The strict probe waits two minutes for an answer before that is a failure.
/failureThreshold: 1$/ a\        timeoutSeconds: 120
