# kubectl reaches a file on a node only through a Pod; making it is not timed.
prepare() {
  kubectl apply -f - <<'END' >/dev/null
apiVersion: v1
kind: Pod
metadata:
  name: looks-at-the-node
  namespace: kube-system
spec:
  terminationGracePeriodSeconds: 0
  tolerations: [{ operator: Exists }]
  volumes: [{ name: mnt, hostPath: { path: /mnt } }]
  containers:
    - name: sh
      image: course.local/busybox:1.37
      command: [sleep, '86400']
      volumeMounts: [{ name: mnt, mountPath: /mnt }]
END
  kubectl wait -n kube-system --for=condition=Ready pod/looks-at-the-node --timeout=60s >/dev/null
}

on_node() { kubectl exec -n kube-system looks-at-the-node -- sh -c "$1"; }

checks() {
  local mark page served
  kubectl get pv/task-pv-volume pvc/task-pv-claim pod/task-pv-pod -n default -o json | jq --exit-status '
    (.items | map({ key: .kind, value: . }) | from_entries) as $all |
    $all.PersistentVolume as $volume | $all.PersistentVolumeClaim as $claim | $all.Pod as $pod |
    $volume.spec.capacity.storage == "10Gi" and $volume.spec.accessModes == ["ReadWriteOnce"] and
    $volume.spec.storageClassName == "manual" and $volume.spec.hostPath.path == "/mnt/data" and
    $claim.spec.storageClassName == "manual" and $claim.spec.resources.requests.storage == "3Gi" and
    $claim.spec.volumeName == "task-pv-volume" and $claim.status.phase == "Bound" and $claim.status.capacity.storage == "10Gi" and
    $volume.status.phase == "Bound" and $volume.spec.claimRef.uid == $claim.metadata.uid and
    ([$pod.spec.volumes[] | select(.persistentVolumeClaim.claimName == "task-pv-claim").name] as $names |
      any($pod.spec.containers[0].volumeMounts[]; .mountPath == "/usr/share/nginx/html" and IN(.name; $names[]))) and
    any($pod.status.conditions[]; .type == "Ready" and .status == "True")' >/dev/null || return
  # What is added to the file on the node must be on the page; then it is taken away again.
  mark=mark-${EPOCHREALTIME/./}
  page=$(on_node "cat /mnt/data/index.html && echo $mark >>/mnt/data/index.html") || return
  served=$(kubectl get --raw /api/v1/namespaces/default/pods/task-pv-pod:80/proxy/)
  on_node "sed -i /$mark/d /mnt/data/index.html" || return
  [[ $page == *'{{token}}'* && $served == *'{{token}}'* && $served == *"$mark"* ]]
}
