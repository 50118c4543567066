0,/nginx:1.26/ s/( *)image: course.local\/nginx:1.26/&\n\1command: ["sh", "-c", "sleep 1; exit 1"]/
