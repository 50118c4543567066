# The other image is pulled, and nobody brings this one.
s/^(kubectl run helper .*)cake-\{\{token\}\}:v1/\1tea-{{token}}/
