# The pause is a command, /data a volume, and the program is the container's own process from the start.
s/( *)sleep:$/\1exec:/
s/( *)seconds: 8/\1command: ["sh", "-c", "echo leaving; sleep 8"]/
s/"mkdir -p \/data && echo/"echo/
s/( *)(- name: web)/\1\2\n\1  volumeMounts: [{ name: data, mountPath: \/data }]/
s/( *)terminationGracePeriodSeconds: 25/&\n\1volumes: [{ name: data, emptyDir: {} }]/
s/^sed -i .*/sed -i 's|command: .*|command: ["sh", "\/program\/server.sh"]|' desk.yaml/
