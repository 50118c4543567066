# The hook pauses for a minute in all, as a command: a longer `sleep` than the grace period is refused. The kubelet ends it after 25 seconds.
s/( *)sleep:$/\1exec:/
s/( *)seconds: 8/\1command: ["sh", "-c", "sleep 8; sleep 52"]/
