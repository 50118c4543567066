s/path: \/ready.html/path: ready.html/
s/port: 80/port: web/
s/(image: course.local\/nginx:1.26)/\1\n          ports: [{ name: web, containerPort: 80 }]/
