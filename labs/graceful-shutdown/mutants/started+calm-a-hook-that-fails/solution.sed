s/mkdir -p \/data && echo/echo/
/rollout status deployment\/bye/ d
