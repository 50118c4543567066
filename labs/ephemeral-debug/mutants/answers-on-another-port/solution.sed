s/--http-port=8080$/--http-port=8081/
