s/livenessProbe/readinessProbe/
