s|-- rm .*|-- sh -c "rm /usr/share/nginx/html/*.html"|
