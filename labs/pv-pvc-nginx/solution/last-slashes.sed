s/path: \/mnt\/data$/path: \/mnt\/\/data\//
s/mountPath: \/usr\/share\/nginx\/html/mountPath: usr\/share\/nginx\/html\//
# A sidecar that comes before nginx.
/name: task-pv-pod/,$ s/^  containers:$/&\n    - { name: beside, image: "course.local\/busybox:1.37", command: [sleep, "600"] }/
