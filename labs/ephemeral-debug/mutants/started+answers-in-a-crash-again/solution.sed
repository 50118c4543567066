s/--http-port=8080$/--http-port=eighty/
