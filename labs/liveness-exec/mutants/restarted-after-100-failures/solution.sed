/periodSeconds/ a\        failureThreshold: 100
