s/readinessProbe/livenessProbe/
/Ready=False/ d
