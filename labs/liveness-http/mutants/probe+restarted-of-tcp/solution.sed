0,/path:/ { s/httpGet/tcpSocket/; /path:/ d }
/httpHeaders/,/value/ d
# A sidecar whose name comes first is restarted instead.
0,/periodSeconds: 3/ {
  /periodSeconds: 3/ a\    - name: aaa\
      image: course.local/busybox:1.37\
      command: ["sh", "-c", "sleep 2; exit 1"]
}
