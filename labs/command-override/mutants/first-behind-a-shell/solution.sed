s/exec nginx -g 'daemon off;'/nginx -g 'daemon off;'; true/
