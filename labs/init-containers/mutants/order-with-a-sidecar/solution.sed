/name: write/,/command/ s/( *)command: \["sh", "-c", "(.*)"\]/\1command: ["sh", "-c", "\2; sleep 1000000"]\n\1restartPolicy: Always/
