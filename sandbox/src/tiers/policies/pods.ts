import { isShared } from './shared.ts';
import { celList, isSystem, message, notOurs, notTheCluster, type Policy, type Validation } from './policy.ts';

/** What Pod Security (baseline) lets a container add, and SYS_PTRACE: `kubectl debug` adds it, and it reaches only what the Pod can see. */
const capabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
  'SYS_PTRACE',
] as const;

/** The sysctls that Pod Security (baseline) lets a Pod set. */
const sysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
] as const;

/** The kinds of volume that hold nothing of a node. */
const volumes = [
  'configMap',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const;

const refused = (english: string, chinese: string): string =>
  message(`Not allowed here: ${english}.`, `这里不允许${chinese}。`);
const each = (list: string, condition: string): string => `${list}.all(c, ${condition})`;
/** True when the field is absent or meets the condition. */
const unless = (field: string, condition: string): string => `(!has(${field}) || ${condition})`;

const context = 'c.securityContext';
const profiles = ['seccompProfile', 'appArmorProfile'] as const;

/** Pod Security (baseline) as an admission policy, since a label of a namespace would loosen the built-in one; with the folders of `isShared`. */
const podValidations: readonly Validation[] = [
  {
    expression: ['hostNetwork', 'hostPID', 'hostIPC']
      .map((field) => unless(`variables.spec.${field}`, `!variables.spec.${field}`))
      .join(' && '),
    message: refused(
      "the node's network, processes or IPC (hostNetwork, hostPID, hostIPC)",
      '使用节点的网络、进程或 IPC（hostNetwork、hostPID、hostIPC）',
    ),
  },
  {
    expression: each(
      'variables.containers',
      `${unless(context, unless(`${context}.privileged`, `!${context}.privileged`))}`,
    ),
    message: refused('a privileged container', '特权容器（privileged）'),
  },
  {
    expression: each(
      'variables.containers',
      unless(
        context,
        unless(
          `${context}.capabilities`,
          unless(
            `${context}.capabilities.add`,
            `${context}.capabilities.add.all(name, name in ${celList(capabilities)})`,
          ),
        ),
      ),
    ),
    message: refused(`capabilities beside ${capabilities.join(', ')}`, '添加列表以外的 capabilities'),
  },
  {
    expression: each(
      'variables.containers',
      unless('c.ports', 'c.ports.all(port, !has(port.hostPort) || port.hostPort == 0)'),
    ),
    message: refused('a port of the node (hostPort)', '占用节点的端口（hostPort）'),
  },
  {
    expression: each(
      'variables.containers',
      unless(context, unless(`${context}.procMount`, `${context}.procMount == 'Default'`)),
    ),
    message: refused('an unmasked /proc (procMount)', '不加遮蔽的 /proc（procMount）'),
  },
  {
    expression: [
      ...profiles.map((profile) =>
        each(
          'variables.containers',
          unless(context, unless(`${context}.${profile}`, `${context}.${profile}.type != 'Unconfined'`)),
        ),
      ),
      ...profiles.map((profile) =>
        unless(
          'variables.spec.securityContext',
          unless(
            `variables.spec.securityContext.${profile}`,
            `variables.spec.securityContext.${profile}.type != 'Unconfined'`,
          ),
        ),
      ),
    ].join(' && '),
    message: refused('an unconfined seccomp or AppArmor profile', '不受限的 seccomp 或 AppArmor 配置（Unconfined）'),
  },
  {
    expression: unless(
      'variables.spec.securityContext',
      unless(
        'variables.spec.securityContext.sysctls',
        `variables.spec.securityContext.sysctls.all(each, each.name in ${celList(sysctls)})`,
      ),
    ),
    message: refused('this sysctl', '设置这个 sysctl'),
  },
  {
    expression: unless(
      'variables.spec.volumes',
      `variables.spec.volumes.all(v, ${volumes.map((kind) => `has(v.${kind})`).join(' || ')} || (has(v.hostPath) && ${isShared('v.hostPath')}))`,
    ),
    message: refused(
      'this volume; of a node there is only a folder directly in /mnt or /srv, such as /mnt/data',
      '这种卷；节点上只能用 /mnt 或 /srv 下一级的文件夹，例如 /mnt/data',
    ),
  },
  {
    expression: unless('variables.spec.priorityClassName', "!variables.spec.priorityClassName.startsWith('system-')"),
    message: refused('a priority of the system', '系统级的优先级'),
  },
];

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

function policyOf(name: string, path: string, rest: Pick<Policy, 'match' | 'conditions'>): Policy {
  return {
    name,
    ...rest,
    variables: [
      { name: 'spec', expression: path },
      {
        name: 'containers',
        expression: lists.map((list) => `(has(variables.spec.${list}) ? variables.spec.${list} : [])`).join(' + '),
      },
    ],
    validations: podValidations,
  };
}

const outside = { name: 'outside-the-system', expression: `!${isSystem}` };
const operations = ['CREATE', 'UPDATE'] as const;

/** What a Pod may be, whoever makes it, and what a template may say, so that a student is told at once. */
export const podPolicies: readonly Policy[] = [
  policyOf('pods', 'object.spec', {
    match: [
      { apiGroups: [''], resources: ['pods'], operations: ['CREATE'] },
      { apiGroups: [''], resources: ['pods/ephemeralcontainers', 'pods/resize'], operations: ['UPDATE'] },
    ],
    conditions: [notOurs, outside],
  }),
  policyOf('templates', 'object.spec.template.spec', {
    match: [
      { apiGroups: [''], resources: ['replicationcontrollers'], operations },
      { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], operations },
      { apiGroups: ['batch'], resources: ['jobs'], operations },
    ],
    conditions: [notTheCluster],
  }),
  policyOf('cronjobs', 'object.spec.jobTemplate.spec.template.spec', {
    match: [{ apiGroups: ['batch'], resources: ['cronjobs'], operations }],
    conditions: [notTheCluster],
  }),
];
