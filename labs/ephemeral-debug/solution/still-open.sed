# The visitor stays, as with a terminal that is open, and is asked by exec; the copy gets new arguments instead of a command.
s/-- cat \/proc\/1\/root\/srv\/license/-- sleep 1000000/
s/state.terminated.reason\}'=Completed/state.running}'/
s/"\$\(kubectl logs -n lab-ephemeral-debug shop -c look\)"/"$(kubectl exec -n lab-ephemeral-debug shop -c look -- cat \/proc\/1\/root\/srv\/license)"/
s/--container=server -- \/agnhost netexec --http-port=8080/--container=server --arguments-only -- netexec --http-port=8080 --udp-port=-1/
