checks() {
  kubectl get pods,events -n lab-liveness-http -o json | jq --exit-status --arg token '{{token}}' '
    (.items | map(select(.kind == "Pod") | { key: .metadata.name, value: . }) | from_entries) as $pods |
    $pods["liveness-http"] as $failing | $pods["liveness-ok"] as $healthy |
    def unhealthy($pod): .items[] | select(.kind == "Event" and .reason == "Unhealthy" and .involvedObject.uid == $pod.metadata.uid);
    $failing.spec.containers[0].livenessProbe as $probe | def status_of($pod): $pod.status.containerStatuses[] | select(.name == $pod.spec.containers[0].name); status_of($healthy) as $status |
    $probe.httpGet.path == "/healthz" and $probe.httpGet.port == 8080 and $probe.periodSeconds == 3 and
    any($probe.httpGet.httpHeaders[]; (.name | ascii_downcase) == "x-course" and .value == $token) and
    any(unhealthy($failing); .source.component == "kubelet" and (.message | contains("statuscode: 500"))) and
    status_of($failing).restartCount >= 1 and
    $healthy.spec.containers[0].livenessProbe.httpGet.path == "/live.html" and
    $status.restartCount == 0 and now - ($status.state.running.startedAt | fromdate) >= 60 and
    ([unhealthy($healthy)] | length) == 0' >/dev/null &&
    kubectl get --raw /api/v1/namespaces/lab-liveness-http/pods/liveness-ok:80/proxy/live.html >/dev/null
}
