# Takes the attempt's registry away again, with its images, whatever is left of it.
set -u
systemctl stop course-registry 2>/dev/null
rm -rf /opt/course-registry/data /opt/course-registry/auth
for image in $(ctr -n k8s.io images ls -q | grep '^registry.course.local:5000/'); do ctr -n k8s.io images rm "$image" >/dev/null; done
exit 0
