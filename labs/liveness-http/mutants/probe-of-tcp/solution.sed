0,/path:/ { s/httpGet/tcpSocket/; /path:/ d }
/httpHeaders/,/value/ d
