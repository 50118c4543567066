import { leaseNamespace, sandboxLabel } from './lease.ts';
import type { LentCluster } from './open.ts';
import { studentName } from './student.ts';

const group = 'admissionregistration.k8s.io';
const kinds = [
  { kind: 'ValidatingAdmissionPolicy', plural: 'validatingadmissionpolicies' },
  { kind: 'ValidatingAdmissionPolicyBinding', plural: 'validatingadmissionpolicybindings' },
] as const;
const nameOf = (id: string): string => `drydock-${id}`;

/**
 * Keeps what was in the cluster before it was lent from the student: they change and delete what is younger than the lease, and make things in `default` and in namespaces of
 * their own. Labels and taints of nodes may be changed, because they are put back. It holds off mistakes: an administrator who means to can remove it.
 */
export async function guardCluster(
  { ask }: LentCluster,
  { id, since, mayEnterNodes }: { readonly id: string; readonly since: string; readonly mayEnterNodes: boolean },
): Promise<void> {
  const [policy, binding] = kinds;
  const metadata = { name: nameOf(id), labels: { [sandboxLabel]: id } };
  const spec = {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE', 'DELETE'], resources: ['*/*'] },
      ],
    },
    matchConditions: [{ name: 'student', expression: `request.userInfo.username == '${studentName}'` }],
    validations: validationsOf(since, mayEnterNodes),
  };
  const bound = { policyName: nameOf(id), validationActions: ['Deny'] };
  const all = [
    { ...policy, spec },
    { ...binding, spec: bound },
  ];
  for (const { kind, plural, spec: wanted } of all) {
    const body = { apiVersion: `${group}/v1`, kind, metadata, spec: wanted };
    await ask(`/apis/${group}/v1/${plural}`, { method: 'POST', body });
  }
}

/** Takes the guard away. */
export async function unguardCluster({ ask }: LentCluster, id: string): Promise<void> {
  for (const { plural } of kinds.toReversed())
    await ask(`/apis/${group}/v1/${plural}/${nameOf(id)}`, { method: 'DELETE', may: [404] });
}

/** The Pod by which `node-shell` of the workspace enters a node. */
const isNodeShell =
  "(request.resource.resource == 'pods' && request.namespace == 'kube-system' && request.name.startsWith('node-shell-'))";

function validationsOf(since: string, mayEnterNodes: boolean): readonly object[] {
  const isYoung = (created: string): string => `timestamp(${created}) > timestamp('${since}')`;
  const old = 'oldObject.metadata';
  const isOfLease = `has(${old}.labels) && '${sandboxLabel}' in ${old}.labels`;
  return [
    {
      expression: [
        "request.operation == 'CREATE' || oldObject == null",
        "(request.resource.resource == 'nodes' && request.operation == 'UPDATE')",
        `!has(${old}.creationTimestamp)`,
        `(${isYoung(`${old}.creationTimestamp`)} && !(${isOfLease}))`,
      ].join(' || '),
      reason: 'Forbidden',
      message:
        'This was in the cluster before your lab. The cluster is lent, so you can only change what you made. / 这个对象在实验开始之前就在集群里。集群是借来的，只能改动你自己创建的对象。',
    },
    {
      expression: [
        "request.operation != 'CREATE' || namespaceObject == null",
        "namespaceObject.metadata.name == 'default'",
        `(namespaceObject.metadata.name != '${leaseNamespace}' && ${isYoung('dyn(namespaceObject.metadata.creationTimestamp)')})`,
        ...(mayEnterNodes ? [isNodeShell] : []),
      ].join(' || '),
      reason: 'Forbidden',
      message:
        'This namespace was in the cluster before your lab. The cluster is lent: use the namespace default, or make one of your own. / 这个命名空间在实验开始之前就在集群里。集群是借来的：请使用 default，或者自己创建命名空间。',
    },
  ];
}
