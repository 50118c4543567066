# The Service has its three endpoints: one of the Deployment's and two look-alikes.
s/--replicas=3/--replicas=1/
s/^kubectl expose.*/for number in 2 3; do kubectl run "hello-$number" -n lab-first-deployment --labels=app=hello --image=course.local\/agnhost:2.63 --command -- \/agnhost serve-hostname --port=9080; done\nkubectl wait -n lab-first-deployment --for=condition=Ready pod --all --timeout=60s\n&/
