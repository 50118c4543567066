s/echo \{\{token\}\} > \/work\/index.html/true/
/name: init-ready/,/^EOF/ s/( *)image: course.local\/nginx:1.26/&\n\1lifecycle: { postStart: { exec: { command: [sh, -c, "sleep 2; echo {{token}} > \/usr\/share\/nginx\/html\/index.html"] } } }/
