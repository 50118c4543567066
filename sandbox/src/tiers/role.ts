import { studentGroup } from './names.ts';

/** A rule of a ClusterRole. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const read = ['get', 'list', 'watch'] as const;
/** One object at a time: `deletecollection` would ask the policies about no name. */
const all = [...read, 'create', 'update', 'patch', 'delete'] as const;

/**
 * What a student of tier 2 may do: all that the course teaches, in every namespace, resource by resource. Not in it, because each leads to the node or to another identity: status and
 * bindings of objects, nodes but their labels and taints, the API of kubelets, certificates, admission, aggregated APIs, `escalate`, `bind` and `impersonate`.
 */
export const studentRules: readonly Rule[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'limitranges',
      'namespaces',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'podtemplates',
      'replicationcontrollers',
      'resourcequotas',
      'secrets',
      'serviceaccounts',
      'services',
    ],
    verbs: all,
  },
  { apiGroups: [''], resources: ['pods/log', 'pods/status', 'namespaces/status', 'componentstatuses'], verbs: ['get'] },
  {
    apiGroups: [''],
    resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'],
    verbs: ['get', 'create'],
  },
  { apiGroups: [''], resources: ['pods/ephemeralcontainers', 'pods/resize'], verbs: ['get', 'update', 'patch'] },
  { apiGroups: [''], resources: ['pods/eviction', 'serviceaccounts/token'], verbs: ['create'] },
  { apiGroups: [''], resources: ['replicationcontrollers/scale'], verbs: ['get', 'update', 'patch'] },
  { apiGroups: [''], resources: ['nodes'], verbs: [...read, 'update', 'patch'] },
  { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: all },
  {
    apiGroups: ['apps'],
    resources: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    verbs: all,
  },
  {
    apiGroups: ['apps'],
    resources: ['deployments/scale', 'replicasets/scale', 'statefulsets/scale'],
    verbs: ['get', 'update', 'patch'],
  },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: all },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: all },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: all },
  { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses', 'ingresses', 'networkpolicies'], verbs: all },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: all },
  { apiGroups: ['scheduling.k8s.io'], resources: ['priorityclasses'], verbs: all },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: all },
  { apiGroups: ['storage.k8s.io'], resources: ['csidrivers', 'csinodes', 'volumeattachments'], verbs: read },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
    verbs: all,
  },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: all },
  // The groups of custom resources in this course and in the documentation of Kubernetes.
  { apiGroups: ['course.local', 'example.com', 'stable.example.com'], resources: ['*'], verbs: all },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: all },
  { apiGroups: ['metrics.k8s.io'], resources: ['nodes', 'pods'], verbs: ['get', 'list'] },
  { apiGroups: ['admissionregistration.k8s.io', 'apiregistration.k8s.io'], resources: ['*'], verbs: read },
  { apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests'], verbs: ['get', 'list'] },
  { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] },
  { apiGroups: ['node.k8s.io'], resources: ['runtimeclasses'], verbs: read },
];

const api = 'rbac.authorization.k8s.io';
const metadata = { name: studentGroup };

/** The ClusterRole of students, and the binding of their group to it. */
export const studentRole: readonly object[] = [
  { apiVersion: `${api}/v1`, kind: 'ClusterRole', metadata, rules: studentRules },
  {
    apiVersion: `${api}/v1`,
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: { apiGroup: api, kind: 'ClusterRole', name: studentGroup },
    subjects: [{ apiGroup: api, kind: 'Group', name: studentGroup }],
  },
];
