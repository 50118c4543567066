checks() {
  local found pods answers own
  found=$(kubectl get deployments,pods,endpointslices,events -n lab-readiness-endpoints -o json) || return
  jq --exit-status '
    def all_of($kind): [.items[] | select(.kind == $kind)];
    def is_ready: any(.status.conditions[]; .type == "Ready" and .status == "True");
    all_of("Deployment")[0].spec as $deployment | all_of("Pod") as $pods | [$pods[] | select(is_ready | not)] as $resting |
    all_of("EndpointSlice")[0].endpoints as $endpoints |
    $deployment.replicas == 3 and $deployment.template.spec.containers[0].readinessProbe.httpGet.path == "/ready.html" and
    $deployment.template.spec.containers[0].livenessProbe == null and
    ($pods | length) == 3 and all($pods[]; .status.phase == "Running" and all(.status.containerStatuses[]; .restartCount == 0)) and
    all($pods[]; now - (.metadata.creationTimestamp | fromdate) >= 30) and
    ($resting | length) == 1 and
    any($resting[0].status.conditions[]; .type == "Ready" and .reason == "ContainersNotReady") and
    ([$endpoints[] | select(.conditions.ready)] | length) == 2 and
    [$endpoints[] | select(.conditions.ready | not) | .targetRef.uid] == [$resting[0].metadata.uid] and
    any(all_of("Event")[]; .reason == "Unhealthy" and .source.component == "kubelet" and
      .involvedObject.uid == $resting[0].metadata.uid and
      (.message | contains("Readiness probe failed") and contains("statuscode: 404")))' <<<"$found" >/dev/null || return
  pods=$(jq --raw-output '.items[] | select(.kind == "Pod") |
    [.metadata.name, .status.podIP, (.status.conditions[] | select(.type == "Ready").status)] | @tsv' <<<"$found") || return
  # Every Pod under its own address, then thirty times the Service: one exec for all of it.
  answers=$(kubectl exec -n lab-readiness-endpoints "${pods%%$'\t'*}" -- sh -c '
    for address; do curl -sf "http://$address/" || exit; done
    for _ in $(seq 30); do curl -sf http://web/ || exit; done' sh $(cut -f 2 <<<"$pods")) || return
  own=$(cut -f 1 <<<"$pods")
  [ "$(head -n 3 <<<"$answers")" = "$own" ] &&
    [ "$(tail -n 30 <<<"$answers" | sort -u)" = "$(grep 'True$' <<<"$pods" | cut -f 1 | sort)" ]
}
