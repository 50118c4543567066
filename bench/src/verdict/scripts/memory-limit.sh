checks() {
  kubectl get pod memory-demo -n mem-example -o json | jq --exit-status '
    .spec.containers[0].resources as $resources | (.spec.containers[0].name as $name | .status.containerStatuses[] | select(.name == $name)) as $status |
    $resources.requests.memory == "100Mi" and $resources.limits.memory == "200Mi" and .status.qosClass == "Burstable" and
    $status.state.running != null and $status.restartCount == 0' >/dev/null &&
    used=$(kubectl top pod memory-demo -n mem-example --no-headers | awk '{ print $3 + 0 }') &&
    [ "$used" -gt 100 ] && [ "$used" -le 200 ] &&
    limit=$(kubectl exec -n mem-example memory-demo -- sh -c 'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || true') &&
    [ "$limit" = 209715200 ]
}
