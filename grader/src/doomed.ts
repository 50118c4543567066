import type { ObjectMetadata } from './metadata.ts';
import { isYoung } from './reading.ts';

const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/** What the control plane puts into every namespace, and the namespaces it cannot be without. */
const everywhere = new Set([
  'ConfigMap kube-root-ca.crt',
  'ServiceAccount default',
  'Service kubernetes',
  'Namespace default',
  ...[...systemNamespaces].map((name) => `Namespace ${name}`),
]);

/** What a cluster has in its own namespaces from its start, and makes anew when it is deleted or somebody replaces it. */
const ofTheSystem = [
  /^ConfigMap (cluster-info|coredns|extension-apiserver-authentication|kube-apiserver-legacy-service-account-token-tracking|kube-proxy|kubeadm-config|kubelet-config|local-path-config)$/,
  /^Secret bootstrap-token-/,
  /^(Service|Deployment|DaemonSet|ServiceAccount|Role|RoleBinding) (coredns|kube-dns|kube-proxy|metrics-server|metrics-server-auth-reader|pod-network|local-path-provisioner)$/,
  /^(Role|RoleBinding) (system:|kubeadm:|extension-apiserver-authentication-reader$)/,
  /^ServiceAccount (.*-controller|.*-cleaner|bootstrap-signer|token-cleaner|generic-garbage-collector|pod-garbage-collector|horizontal-pod-autoscaler|persistent-volume-binder|root-ca-cert-publisher)$/,
  // The Pods with which volumes of the class standard are made and cleared.
  /^Pod helper-pod-/,
];

/**
 * Tells which objects are the attempt's: cluster-scoped ones, those in `default` and those nobody owns in the namespaces of the system, when they are younger than the
 * attempt, not the control plane's and none of those `kept`, by uid. What belongs to one of them is the attempt's too, and stays so when its owner has gone.
 */
export function createDoomed(
  startedAt: Date,
  kept: ReadonlySet<string> = new Set(),
): (found: readonly ObjectMetadata[]) => readonly ObjectMetadata[] {
  const known = new Set<string>();
  const isCandidate = (object: ObjectMetadata): boolean => {
    const { kind, metadata } = object;
    const name = `${kind} ${metadata.name}`;
    if (!isYoung(object, startedAt) || everywhere.has(name) || kept.has(metadata.uid)) return false;
    if (metadata.namespace === undefined || metadata.namespace === 'default') return true;
    return systemNamespaces.has(metadata.namespace) && !ofTheSystem.some((pattern) => pattern.test(name));
  };
  const isTheAttempts = ({ metadata: { namespace = '', ownerReferences = [] } }: ObjectMetadata): boolean =>
    !systemNamespaces.has(namespace) || ownerReferences.every(({ uid }) => known.has(uid));
  return (found) => {
    const candidates = found.filter(isCandidate);
    for (let before = -1; before !== known.size;) {
      before = known.size;
      for (const one of candidates) if (isTheAttempts(one)) known.add(one.metadata.uid);
    }
    return candidates.filter(({ metadata }) => known.has(metadata.uid));
  };
}
