s/exec nginx -g 'daemon off;'/exec nginx/
