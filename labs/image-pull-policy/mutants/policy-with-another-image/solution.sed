# The same Pod, and it runs: edited.
s/^kubectl run helper .*/&\nkubectl set image pod\/never never=course.local\/nginx:1.26 -n lab-image-pull-policy/
