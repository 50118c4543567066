0,/name: helper/ { /name: web/,/nginx/ d }
