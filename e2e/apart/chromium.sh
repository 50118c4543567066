#!/bin/sh
# Chromium in a network of its own, from which only the doors lead out (doors.ts). It cuts all its requests whenever an address of its machine comes or goes,
# and here every sandbox brings a network: beside running clusters a page would break now and then for a reason no student meets on another machine.
# The pair of interfaces leads nowhere; without one with an address (of RFC 5737) the browser takes itself for offline.
exec unshare --net -- sh -e -c '
  ip link set lo up
  ip link add near0 type veth peer name far0
  ip addr add 192.0.2.1/24 dev near0
  ip link set near0 up
  ip link set far0 up
  exec "$DRYDOCK_NODE" "$DRYDOCK_INSIDE" "$@"
' sh "$@"
