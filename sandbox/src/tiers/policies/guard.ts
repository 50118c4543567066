import { prefix, systemNamespaces } from '../names.ts';
import { celList, isSystem, message, notTheCluster, type Policy } from './policy.ts';

const kind = 'request.resource.resource';
const changes = "request.operation in ['UPDATE', 'DELETE']";
const isNamed = (...starts: readonly string[]): string =>
  `(has(request.name) && (${starts.map((start) => `request.name.startsWith('${start}')`).join(' || ')}))`;

/** The most copies that one object may ask for, and the quota of `default`, which a student cannot remove. */
export const mostReplicas = 20;
export const quotaName = `${prefix}quota`;

/** Keeps the cluster's own things from students, and what students may not change from those who could. */
export const guardPolicies: readonly Policy[] = [
  {
    name: 'guard',
    match: [{ apiGroups: ['*'], resources: ['*/*'], operations: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] }],
    conditions: [notTheCluster],
    validations: [
      {
        expression: `!${isSystem} && !(${kind} == 'namespaces' && has(request.name) && request.name in ${celList(systemNamespaces)})`,
        message: message(
          'Not allowed here: changes in a namespace of the cluster itself; use default, or make one of your own.',
          '这里不允许改动集群自己的命名空间；请用 default，或者自己创建命名空间。',
        ),
      },
      {
        expression:
          "(!has(request.subResource) || !(request.subResource in ['status', 'binding', 'approval', 'finalize'])) && " +
          `${kind} != 'bindings'`,
        message: message(
          'Not allowed here: a status or a binding, which the cluster writes itself.',
          '这里不允许写状态或绑定：那是集群自己写的。',
        ),
      },
      {
        expression: `!(request.resource.group == 'rbac.authorization.k8s.io' && ${kind} in ['clusterroles', 'clusterrolebindings'] && ${changes} && ${isNamed('system:', 'kubeadm:', 'drydock', 'cluster-admin')})`,
        message: message(
          'Not allowed here: a change of the rights of the cluster itself.',
          '这里不允许改动集群自己的权限。',
        ),
      },
      {
        expression: `!(${kind} in ['resourcequotas', 'limitranges'] && ${changes} && ${isNamed(prefix)})`,
        message: message('Not allowed here: a change of the quota of this server.', '这里不允许改动服务器的配额。'),
      },
      {
        expression: `${kind} != 'secrets' || request.operation == 'DELETE' || !has(object.type) || object.type != 'bootstrap.kubernetes.io/token'`,
        message: message('Not allowed here: a bootstrap token.', '这里不允许 bootstrap token。'),
      },
    ],
  },
  {
    name: 'services',
    match: [{ apiGroups: [''], resources: ['services'], operations: ['CREATE', 'UPDATE'] }],
    conditions: [notTheCluster],
    validations: [
      {
        expression: '!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0',
        message: message(
          'Not allowed here: addresses from outside (externalIPs).',
          '这里不允许外部地址（externalIPs）。',
        ),
      },
    ],
  },
  {
    name: 'definitions',
    match: [
      {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        operations: ['CREATE', 'UPDATE'],
      },
    ],
    conditions: [notTheCluster],
    validations: [
      {
        expression: "!has(object.spec.conversion) || object.spec.conversion.strategy != 'Webhook'",
        message: message('Not allowed here: a webhook.', '这里不允许 webhook。'),
      },
    ],
  },
  {
    name: 'copies',
    match: [
      { apiGroups: [''], resources: ['replicationcontrollers'], operations: ['CREATE', 'UPDATE'] },
      {
        apiGroups: ['apps'],
        resources: ['deployments', 'replicasets', 'statefulsets'],
        operations: ['CREATE', 'UPDATE'],
      },
      { apiGroups: ['apps', ''], resources: ['*/scale'], operations: ['UPDATE'] },
      { apiGroups: ['batch'], resources: ['jobs'], operations: ['CREATE', 'UPDATE'] },
      { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], operations: ['CREATE', 'UPDATE'] },
    ],
    conditions: [notTheCluster],
    validations: ['replicas', 'parallelism', 'maxReplicas'].map((field) => ({
      expression: `!has(object.spec.${field}) || object.spec.${field} <= ${mostReplicas}`,
      message: message(
        `Not allowed here: more than ${mostReplicas} copies.`,
        `这里不允许超过 ${mostReplicas} 个副本。`,
      ),
    })),
  },
];
