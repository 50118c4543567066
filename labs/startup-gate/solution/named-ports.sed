s/(image: course.local\/nginx:1.26)/\1\n      ports: [{ name: web, containerPort: 80 }]/
/livenessProbe/,/httpGet/ s/path: \/, port: 80/port: web/
