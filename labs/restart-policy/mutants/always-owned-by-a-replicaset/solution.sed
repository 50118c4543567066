# Somebody else looks after the Pod.
$ a\
kubectl label -n lab-restart-policy pod\/rp-always app=rp\
kubectl apply -f - <<'END'\
apiVersion: apps\/v1\
kind: ReplicaSet\
metadata: { name: rp, namespace: lab-restart-policy }\
spec:\
  replicas: 1\
  selector: { matchLabels: { app: rp } }\
  template:\
    metadata: { labels: { app: rp } }\
    spec: { containers: [{ name: rp-always, image: "course.local\/busybox:1.37", command: [sleep, "3600"] }] }\
END
