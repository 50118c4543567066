/** Tests of the Kubernetes project about one thing that the course teaches. */
export interface Group {
  readonly id: string;
  readonly title: string;
  /** Which of the tests, by their full names. */
  readonly tests: RegExp;
}

/** The groups that are run, in the order of their report. A test belongs to the first that it fits. */
export const groups: readonly Group[] = [
  {
    id: 'probes',
    title: 'Probes',
    tests: /\[sig-node\] (?:Probing container|\[NodeConformance\].* Probing restartable init container)/u,
  },
  { id: 'resize', title: 'Resize in place', tests: /\[sig-node\] Pod InPlace Resize Container/u },
  {
    id: 'config',
    title: 'ConfigMaps, Secrets, Downward API, projected and empty volumes',
    tests:
      /\[sig-(?:node|storage)\] (?:ConfigMap|Secrets|Downward API|Projected|EmptyDir|Subpath|HostPath).*\[Conformance\]/u,
  },
  { id: 'pods', title: 'Pods and containers', tests: /\[sig-(?:node|scheduling)\] .*\[Conformance\]/u },
  {
    id: 'workloads',
    title: 'Deployments, ReplicaSets, DaemonSets, StatefulSets, Jobs',
    tests: /\[sig-apps\] .*\[Conformance\]/u,
  },
  { id: 'dns', title: 'DNS', tests: /\[sig-network\] DNS .*\[Conformance\]/u },
  {
    id: 'network-policy',
    title: 'NetworkPolicies',
    tests: /\[sig-network\] Netpol .*NetworkPolicy between server and client/u,
  },
  {
    id: 'services',
    title: 'Services, session affinity, node ports, host ports',
    tests: /\[sig-network\] (?:.*\[Conformance\]|Services .*(?:session affinity|NodePort|Nodeport)|HostPort )/u,
  },
  {
    id: 'volumes',
    title: 'PersistentVolumes, claims and StorageClasses',
    tests: /\[sig-storage\] (?:PersistentVolumes CSI|PV Protection|PVC Protection|StorageClasses|.*\[Conformance\])/u,
  },
  { id: 'rbac', title: 'Accounts and rights', tests: /\[sig-auth\] .*\[Conformance\]/u },
  {
    id: 'api',
    title: 'CustomResourceDefinitions, webhooks, quotas and the API',
    tests: /\[sig-(?:api-machinery|architecture|instrumentation)\] .*\[Conformance\]/u,
  },
  { id: 'kubectl', title: 'kubectl', tests: /\[sig-cli\] .*\[Conformance\]/u },
];

/** A reason not to run tests that are in a group. */
export interface Exception {
  readonly tests: RegExp;
  readonly why: string;
}

/** What is left out, and why. The first that fits is the reason. */
export const exceptions: readonly Exception[] = [
  { tests: /\[Serial\]/u, why: 'changes the cluster for all others: [Serial]' },
  { tests: /\[Disruptive\]/u, why: 'breaks the cluster: [Disruptive]' },
  { tests: /\[Flaky\]/u, why: 'does not pass reliably anywhere: [Flaky]' },
  { tests: /\[Alpha\]/u, why: 'tests what is off in this version: [Alpha]' },
  { tests: /\[Slow\]/u, why: 'takes more than five minutes: [Slow]' },
  { tests: /\[Feature:SCTPConnectivity\]/u, why: 'needs SCTP in the kernel of the host' },
  { tests: /ImageVolume .*pull policy of Always/u, why: 'pulls an image again: needs a registry' },
  { tests: /Sample API Server/u, why: 'needs the image sample-apiserver' },
  { tests: /Update Demo/u, why: 'needs the images nautilus and kitten' },
  {
    tests: /consumable (?:via the environment|as environment variable names) /u,
    why: 'needs a shell that keeps variables with a dash in their names, which our busybox does not',
  },
  {
    tests: /Pod InPlace Resize Container guaranteed qos .*restart/u,
    why: 'known gap: containers keep the oom_score_adj of their node (images/README.md)',
  },
];
