import { dockerExec } from '@drydock/host';
import { sharedFolders } from './names.ts';

/** Where the Pods of node shells are. */
export const shellNamespace = 'node-shell';

/** As `images/workspace/files/usr/local/bin/node-shell`, for a server that makes nobody root on a node: the shell is in an ordinary Pod, with the folders that a Pod may have of its node. */
const script = `#!/bin/bash
# node-shell [NODE]: a shell beside a node of the cluster, with ${sharedFolders.join(' and ')} of that node. This server makes nobody root on a node.
set -euo pipefail
die() { echo "node-shell: $*" >&2; exit 1; }
mapfile -t nodes < <(kubectl get nodes --output=jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}')
[[ \${#nodes[@]} -gt 0 ]] || die "no node can be listed; see what \\\`kubectl get nodes\\\` says"
wanted=\${1:-control-plane}
node=''
[[ $# -gt 0 || \${#nodes[@]} -gt 1 ]] || wanted=\${nodes[0]}
for each in "\${nodes[@]}"; do
  [[ $each != "$wanted" && $each != *"-$wanted" ]] || { node=$each; break; }
done
[[ -n $node ]] || die "there is no node '$wanted'; there is: \${nodes[*]}"
pod=node-shell-$(tr -dc a-z0-9 </dev/urandom | head -c 6 || true)
leave() { kubectl --namespace ${shellNamespace} delete pod "$pod" --now --wait=false --ignore-not-found >/dev/null 2>&1 || true; }
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
kubectl --namespace ${shellNamespace} apply --filename - >/dev/null <<MANIFEST
apiVersion: v1
kind: Pod
metadata:
  name: $pod
  labels: { app: node-shell }
spec:
  nodeName: $node
  hostname: node
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  activeDeadlineSeconds: 28800
  automountServiceAccountToken: false
  tolerations: [{ operator: Exists }]
  containers:
    - name: shell
      image: $(</etc/drydock/node-shell-image)
      imagePullPolicy: IfNotPresent
      command: [sleep, "28800"]
      volumeMounts:
${sharedFolders.map((path, index) => `        - { name: folder-${index}, mountPath: ${path} }`).join('\n')}
  volumes:
${sharedFolders.map((path, index) => `    - { name: folder-${index}, hostPath: { path: ${path}, type: DirectoryOrCreate } }`).join('\n')}
MANIFEST
kubectl --namespace ${shellNamespace} wait --for=condition=Ready "pod/$pod" --timeout=60s >/dev/null ||
  die "the Pod $pod did not start on $node within 60 s; see \\\`kubectl -n ${shellNamespace} describe pod $pod\\\`"
echo "This server is shared, so nobody is root on a node. Of $node you see ${sharedFolders.join(' and ')}; all else is this shell's own." >&2
tty=(--stdin)
[[ -t 0 && -t 1 ]] && tty+=(--tty)
status=0
kubectl --namespace ${shellNamespace} exec "\${tty[@]}" "$pod" -- sh || status=$?
exit "$status"
`;

/** Puts the script in the place of the workspace's own. */
export async function replaceNodeShell(workspace: string, signal: AbortSignal): Promise<void> {
  const write = 'cat > /usr/local/bin/node-shell && chmod 755 /usr/local/bin/node-shell';
  await dockerExec(workspace, ['sh', '-c', write], { input: script, signal });
}
