0,/args/ {
  s/250M/20M/
  /args/ a\      livenessProbe:\
        exec:\
          command: ["false"]\
        periodSeconds: 1\
        failureThreshold: 1
}
