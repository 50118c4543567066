/create namespace/ d
s/namespace: mem-example/namespace: default/
