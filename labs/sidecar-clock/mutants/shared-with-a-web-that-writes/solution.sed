# nginx's own container writes the page, and the helper looks on.
s/, readOnly: true//
s/^      image: course.local\/nginx:1.26/&\n      command: [sh, -c, "while sleep 1; do echo \\"{{token}} $(date -u +%FT%TZ)\\" > \/usr\/share\/nginx\/html\/index.html; done \& exec nginx -g 'daemon off;'"]/
/^            echo/ d
s/ -- wget.*/ -- sh -c 'until wget -qO \/tmp\/seen.html http:\/\/localhost; do sleep 1; done'/
