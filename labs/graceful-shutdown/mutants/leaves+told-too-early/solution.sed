# There is no such program, so nothing pauses.
s/( *)sleep:$/\1exec:/
s/( *)seconds: 8/\1command: ["\/sbin\/wait-a-while", "sleep 8"]/
s/^sed -i .*/sed -i "s|echo starting|echo finishing {{token}}|; s|sh \/program\/server.sh; echo ended|exec sh \/program\/server.sh|" desk.yaml/
