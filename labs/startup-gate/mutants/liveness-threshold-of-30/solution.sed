s/failureThreshold: 1$/failureThreshold: 30/
