# It pauses, but stops nginx first.
s/( *)sleep:$/\1exec:/
s/( *)seconds: 8/\1command: ["sh", "-c", "nginx -s stop; sleep 8"]/
s/( *)lifecycle:$/\1command: ["sh", "-c", "trap 'exit 0' TERM QUIT; nginx; while true; do sleep 0.2; done"]\n&/
# Process 1 says what the program would say, and waits until it is killed.
s/^sed -i .*/sed -i "s|sh \/program\/server.sh; echo ended|trap 'echo SIGTERM: finishing {{token}}' TERM; sh \/program\/server.sh \\\& while true; do sleep 0.2; done|" desk.yaml/
