s/echo \{\{token\}\} >/echo hello >/
s/exec sh \\\/program\\\/server.sh/exec sh \\\/program\\\/serve.sh/
/rollout status deployment\/desk/ d
