s|mountPath: /usr.*|mountPath: /srv|
