$ a\
kubectl run bye-2 -n lab-graceful-shutdown --image=course.local\/nginx:1.26 --labels=app=bye --overrides="{ \\"spec\\": { \\"containers\\": [{ \\"name\\": \\"bye-2\\", \\"image\\": \\"course.local\/nginx:1.26\\", \\"lifecycle\\": { \\"postStart\\": { \\"exec\\": { \\"command\\": [\\"sh\\", \\"-c\\", \\"mkdir -p \/data \&\& echo {{token}} > \/data\/started\\"] } } } }] } }"
