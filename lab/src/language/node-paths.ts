import type { NodePath } from '../lab.ts';

/** What a node needs to run: neither these nor anything in them may be removed. */
const kept = [
  '/bin',
  '/boot',
  '/dev',
  '/kind',
  '/lib',
  '/lib64',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/etc/containerd',
  '/etc/kubernetes/admin.conf',
  '/etc/kubernetes/controller-manager.conf',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/pki',
  '/etc/kubernetes/scheduler.conf',
  '/etc/kubernetes/super-admin.conf',
  '/etc/kubernetes/manifests/etcd.yaml',
  '/etc/kubernetes/manifests/kube-apiserver.yaml',
  '/etc/kubernetes/manifests/kube-controller-manager.yaml',
  '/etc/kubernetes/manifests/kube-scheduler.yaml',
  '/etc/systemd/system/containerd.service',
  '/etc/systemd/system/kubelet.service',
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/etc/passwd',
  '/etc/group',
  '/var/lib/containerd',
  '/var/lib/etcd/member',
  '/var/lib/kubelet',
];
/** Folders of the system that hold other things as well: what is in them may be removed, they may not. */
const folders = [
  '/',
  '/etc',
  '/home',
  '/mnt',
  '/opt',
  '/root',
  '/srv',
  '/tmp',
  '/var',
  '/var/lib',
  '/var/log',
  '/var/tmp',
];

/** Reads `/mnt/data` or `/var/lib/etcd/restored on worker`; undefined when it is neither. */
export function parseNodePath(text: string): NodePath | undefined {
  const [, path, node] = /^(\/[^\s]*)(?: on ([a-z0-9-]+))?$/.exec(text) ?? [];
  return path === undefined ? undefined : { path, ...(node !== undefined && { node }) };
}

/** Explains why a path of a node may not be removed: it is not plain, or the node needs it, what is in it or what it is in. */
export function whyKept({ path }: NodePath): string | undefined {
  if (!/^(\/[\w.@+-]+)+$/.test(path) || /\/\.\.?(\/|$)/.test(path))
    return `${path} is not a plain path from the root, without . and .. and without a last slash`;
  const isIn = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
  const needed = kept.find((one) => isIn(path, one) || isIn(one, path)) ?? folders.find((one) => one === path);
  if (needed === undefined) return undefined;
  return needed === path
    ? `a node needs ${path}`
    : `a node needs ${needed}, which would be changed by removing ${path}`;
}
