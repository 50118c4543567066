s/echo \{\{token\}\} > \/work\/index.html/true/
$!{
/name: init-ready/,/^EOF/ s/( *)image: course.local\/nginx:1.26/&\n\1command: ["sh", "-c", "sleep 2; echo {{token}} > \/usr\/share\/nginx\/html\/index.html; exec nginx -g 'daemon off;'"]/
}
