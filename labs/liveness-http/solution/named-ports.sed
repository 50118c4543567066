s/(image: course.local\/agnhost:2.63)/\1\n      ports: [{ name: web, containerPort: 8080 }]/
s/(image: course.local\/nginx:1.26)/\1\n      ports: [{ name: web, containerPort: 80 }]/
s/port: 80(80)?$/port: web/
s/path: \/live.html/path: live.html/
