# It never has to wait.
s/^(kubectl run never .*) --image=[^ ]+/\1 --image=course.local\/nginx:1.26/
/--for=jsonpath/ d
