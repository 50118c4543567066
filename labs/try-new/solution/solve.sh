set -eu
kubectl create namespace lab-try-new
kubectl run web -n lab-try-new --image=course.local/nginx:1.26 --labels=mark={{token}}
