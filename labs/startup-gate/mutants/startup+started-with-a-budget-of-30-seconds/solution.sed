s/failureThreshold: 24/failureThreshold: 6/
