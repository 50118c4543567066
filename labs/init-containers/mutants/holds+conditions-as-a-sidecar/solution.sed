0,/nginx:1.26/ s/( *)image: course.local\/nginx:1.26/&\n\1restartPolicy: Always/
