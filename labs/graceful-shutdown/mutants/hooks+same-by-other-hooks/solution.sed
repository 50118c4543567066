s/( *)sleep:$/\1tcpSocket:/
s/seconds: 8/port: 80/
# A pause gives more time, and process 1 still hears nothing.
s/^sed -i .*/sed -i -E "s|( *)volumeMounts:|\\1lifecycle: { preStop: { sleep: { seconds: 5 } } }\\n\&|" desk.yaml/
