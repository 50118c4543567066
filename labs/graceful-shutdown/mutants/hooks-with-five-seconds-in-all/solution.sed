# The pause is longer than the whole way out. The API server sees that of `sleep`, not of a command.
s/( *)sleep:$/\1exec:/
s/( *)seconds: 8/\1command: ["sleep", "8"]/
s/( *)terminationGracePeriodSeconds: 25/\1terminationGracePeriodSeconds: 5/
