/imagePullSecrets/,/name: regcred/ d
