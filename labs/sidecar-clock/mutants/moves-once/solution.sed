s/while true; do/if true; then/
s/sleep 1$/sleep 600/
s/^          done/          fi/
