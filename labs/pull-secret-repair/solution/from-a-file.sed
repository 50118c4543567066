s/^kubectl create configmap .*/echo FailedToRetrieveImagePullSecret >\/tmp\/reason\nkubectl create configmap diagnosis -n lab-pull-secret-repair --from-file=reason=\/tmp\/reason/
s/docker-server=[^ ]+/docker-server=https:\/\/registry.course.local:5000\/student/
