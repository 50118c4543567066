s/--port=8080/--port=9080/
