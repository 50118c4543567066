import type { ObjectMetadata } from '@drydock/cluster';
import { isYoung } from '../reading/reading.ts';

/** The controllers that have a ServiceAccount of their own, and make it again. */
const controllers = [
  'attachdetach-controller',
  'bootstrap-signer',
  'certificate-controller',
  'clusterrole-aggregation-controller',
  'cronjob-controller',
  'daemon-set-controller',
  'deployment-controller',
  'device-taint-eviction-controller',
  'disruption-controller',
  'endpoint-controller',
  'endpointslice-controller',
  'endpointslicemirroring-controller',
  'ephemeral-volume-controller',
  'expand-controller',
  'generic-garbage-collector',
  'horizontal-pod-autoscaler',
  'job-controller',
  'legacy-service-account-token-cleaner',
  'namespace-controller',
  'node-controller',
  'persistent-volume-binder',
  'pod-garbage-collector',
  'pv-protection-controller',
  'pvc-protection-controller',
  'replicaset-controller',
  'replication-controller',
  'resource-claim-controller',
  'resourcequota-controller',
  'root-ca-cert-publisher',
  'selinux-warning-controller',
  'service-account-controller',
  'service-cidrs-controller',
  'statefulset-controller',
  'storage-version-migrator-controller',
  'token-cleaner',
  'ttl-after-finished-controller',
  'ttl-controller',
  'validatingadmissionpolicy-status-controller',
  'volumeattributesclass-protection-controller',
];

const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/**
 * What the control plane and the kubelets make again when it is deleted, each in the one place where they do: by kind, namespace and name. Anything else in these
 * namespaces that is younger than the attempt is the attempt's, bootstrap tokens and look-alikes elsewhere among it.
 */
const ofTheSystem = [
  /^ConfigMap [^/]+\/kube-root-ca\.crt$/,
  /^ServiceAccount [^/]+\/default$/,
  /^(Service|Endpoints|EndpointSlice) default\/kubernetes$/,
  /^(Namespace (default|kube-system|kube-public|kube-node-lease|local-path-storage)|ServiceCIDR kubernetes)$/,
  /^ConfigMap kube-public\/cluster-info$/,
  /^ConfigMap local-path-storage\/local-path-config$/,
  /^ConfigMap kube-system\/(coredns|extension-apiserver-authentication|kube-apiserver-legacy-service-account-token-tracking|kube-proxy|kubeadm-config|kubelet-config)$/,
  /^(Service|Deployment|DaemonSet|ServiceAccount|Role|RoleBinding) kube-system\/(coredns|kube-dns|kube-proxy|metrics-server|metrics-server-auth-reader|pod-network)$/,
  /^(Deployment|ServiceAccount|Role|RoleBinding) local-path-storage\/local-path-provisioner(-service-account|-role|-bind)?$/,
  /^(Role|RoleBinding) kube-system\/(extension-apiserver-authentication-reader|kubeadm:kubelet-config|kubeadm:nodes-kubeadm-config|system::extension-apiserver-authentication-reader|system::leader-locking-kube-controller-manager|system::leader-locking-kube-scheduler|system:controller:(bootstrap-signer|cloud-provider|token-cleaner))$/,
  /^(Role|RoleBinding) kube-public\/(kubeadm:bootstrap-signer-clusterinfo|system:controller:bootstrap-signer)$/,
  new RegExp(`^ServiceAccount kube-system/(${controllers.join('|')})$`),
  // The Pods with which volumes of the class standard are made and cleared.
  /^Pod local-path-storage\/helper-pod-/,
  /^Lease kube-system\/(apiserver-[a-z0-9]+|kube-controller-manager|kube-scheduler)$/,
  /^Lease kube-node-lease\//,
];

/** Whether a controller keeps this object for a Service, by its labels: it goes with the Service. */
const keptByController = ['endpoints.kubernetes.io/managed-by', 'endpointslice.kubernetes.io/managed-by'];

function isOfTheSystem({ kind, metadata: { namespace, name, labels = {} } }: ObjectMetadata): boolean {
  const place = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  return ofTheSystem.some((pattern) => pattern.test(place)) || keptByController.some((key) => key in labels);
}

/**
 * Returns which objects are the attempt's: cluster-scoped ones, those in `default` and those without an owner in the system's namespaces, when they are younger than the
 * attempt and neither the control plane's nor `kept`. What belongs to one of them is the attempt's too, and stays so when its owner has gone.
 */
export function createDoomed(
  startedAt: Date,
  kept: ReadonlySet<string> = new Set(),
): (found: readonly ObjectMetadata[]) => readonly ObjectMetadata[] {
  const known = new Set<string>();
  const isCandidate = (object: ObjectMetadata): boolean => {
    const { metadata } = object;
    if (!isYoung(object, startedAt) || kept.has(metadata.uid) || isOfTheSystem(object)) return false;
    if (metadata.namespace === undefined || metadata.namespace === 'default') return true;
    return systemNamespaces.has(metadata.namespace);
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
