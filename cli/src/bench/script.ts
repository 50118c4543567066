/** The checks of lab memory-limit as an instructor would write them with kubectl; prints the milliseconds they take, all of which must pass. */
export const kubectlScript = `set -u
field() { kubectl get pod memory-demo -n mem-example -o jsonpath="$1"; }
checks() {
  [ "$(field '{.spec.containers[0].resources.requests.memory}')" = 100Mi ] &&
    [ "$(field '{.spec.containers[0].resources.limits.memory}')" = 200Mi ] &&
    [ "$(field '{.status.containerStatuses[0].state.running.startedAt}{.status.containerStatuses[0].restartCount}' | tail -c 1)" = 0 ] &&
    [ "$(field '{.status.qosClass}')" = Burstable ] &&
    used=$(kubectl top pod memory-demo -n mem-example --no-headers | awk '{ print $3 + 0 }') &&
    [ "$used" -gt 100 ] && [ "$used" -le 200 ] &&
    [ "$(kubectl exec -n mem-example memory-demo -- cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null)" = 209715200 ]
}
from=\${EPOCHREALTIME/./}
checks || { echo "a check did not pass" >&2; exit 1; }
to=\${EPOCHREALTIME/./}
echo $(((to - from) / 1000))
`;
