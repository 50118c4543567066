import { image } from './ground.ts';

/** A Pod that would be root on its node, or take something of it. */
type Spec = Readonly<Record<string, unknown>>;

const container = (more: Spec = {}): Spec => ({ name: 'c', image, command: ['sleep', '1000000'], ...more });
const confined = (securityContext: Spec): Spec => ({ containers: [container({ securityContext })] });

/** What a Pod must not be (attack 1), by the name of the Pod. */
export const podSpecs: Readonly<Record<string, Spec>> = {
  privileged: confined({ privileged: true }),
  'privileged-init': {
    initContainers: [{ ...container({ securityContext: { privileged: true } }), name: 'i' }],
    containers: [container()],
  },
  'sys-admin': confined({ capabilities: { add: ['SYS_ADMIN'] } }),
  'sys-module': confined({ capabilities: { add: ['SYS_MODULE'] } }),
  'all-powers': confined({ capabilities: { add: ['ALL'] } }),
  'host-network': { hostNetwork: true, containers: [container()] },
  'host-pid': { hostPID: true, containers: [container()] },
  'host-ipc': { hostIPC: true, containers: [container()] },
  'host-port': { containers: [container({ ports: [{ containerPort: 80, hostPort: 10_250 }] })] },
  'bare-proc': { hostUsers: false, ...confined({ procMount: 'Unmasked' }) },
  'no-seccomp': confined({ seccompProfile: { type: 'Unconfined' } }),
  'no-apparmor': { securityContext: { appArmorProfile: { type: 'Unconfined' } }, containers: [container()] },
  'unsafe-sysctl': {
    securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] },
    containers: [container()],
  },
  critical: { priorityClassName: 'system-node-critical', containers: [container()] },
};

const volumeOf = (source: Spec): Spec => ({
  containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
  volumes: [{ name: 'v', ...source }],
});
const hostPath = (path: string, type?: string): Spec => volumeOf({ hostPath: { path, ...(type && { type }) } });

/** What a Pod must not have of its node (attack 2). */
export const volumeSpecs: Readonly<Record<string, Spec>> = {
  root: hostPath('/'),
  etc: hostPath('/etc'),
  kubelet: hostPath('/var/lib/kubelet'),
  'all-shared': hostPath('/mnt'),
  deeper: hostPath('/mnt/data/link'),
  'file-of-node': hostPath('/mnt/data', 'File'),
  socket: hostPath('/run/containerd/containerd.sock', 'Socket'),
  nfs: volumeOf({ nfs: { server: '192.0.2.1', path: '/' } }),
};

export const podOf = (name: string, spec: Spec): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { terminationGracePeriodSeconds: 0, ...spec },
});

/** The same privileged Pod as the template of everything that makes Pods. */
export function templates(): readonly object[] {
  const labels = { app: 'evil' };
  const template = { metadata: { labels }, spec: podSpecs['privileged'] };
  const once = { metadata: { labels }, spec: { ...podSpecs['privileged'], restartPolicy: 'Never' } };
  const selector = { matchLabels: labels };
  const made = (apiVersion: string, kind: string, spec: Spec): object => ({
    apiVersion,
    kind,
    metadata: { name: `by-${kind.toLowerCase()}`, namespace: 'default' },
    spec,
  });
  return [
    made('apps/v1', 'Deployment', { selector, template }),
    made('apps/v1', 'ReplicaSet', { selector, template }),
    made('apps/v1', 'DaemonSet', { selector, template }),
    made('apps/v1', 'StatefulSet', { selector, template, serviceName: 'none' }),
    made('v1', 'ReplicationController', { selector: labels, template }),
    made('batch/v1', 'Job', { template: once }),
    made('batch/v1', 'CronJob', { schedule: '* * * * *', jobTemplate: { spec: { template: once } } }),
  ];
}

/** Volumes that lead to a node or elsewhere, though no Pod says so. */
export function volumes(): readonly object[] {
  const volume = (name: string, source: Spec): object => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${name}` },
    spec: { storageClassName: 'evil', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...source },
  });
  const terms = [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] }];
  const nodeAffinity = { required: { nodeSelectorTerms: terms } };
  return [
    volume('etc', { hostPath: { path: '/etc' } }),
    volume('link', { hostPath: { path: '/mnt/data/link' } }),
    volume('disk', { hostPath: { path: '/mnt/data', type: 'BlockDevice' } }),
    volume('local', { local: { path: '/etc' }, nodeAffinity }),
    volume('nfs', { nfs: { server: '192.0.2.1', path: '/' } }),
    volume('csi', { csi: { driver: 'evil.example.com', volumeHandle: 'x' } }),
  ];
}
