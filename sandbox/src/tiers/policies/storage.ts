import { message, notTheCluster, type Policy } from './policy.ts';
import { isShared } from './shared.ts';

const conditions = [notTheCluster];

/** Volumes that lead to a folder of a node: Pod Security looks at Pods only, so these would get by. */
export const storagePolicies: readonly Policy[] = [
  {
    name: 'volumes',
    match: [{ apiGroups: [''], resources: ['persistentvolumes'], operations: ['CREATE'] }],
    conditions,
    validations: [
      {
        expression: `has(object.spec.hostPath) && ${isShared('object.spec.hostPath')}`,
        message: message(
          'Not allowed here: this volume; a PersistentVolume is a hostPath directly in /mnt or /srv, such as /mnt/data.',
          '这里不允许这种卷；PersistentVolume 只能是 /mnt 或 /srv 下一级的 hostPath，例如 /mnt/data。',
        ),
      },
    ],
  },
  {
    name: 'classes',
    match: [{ apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], operations: ['CREATE', 'UPDATE'] }],
    conditions,
    validations: [
      {
        expression:
          "object.provisioner == 'kubernetes.io/no-provisioner' || (object.provisioner == 'rancher.io/local-path' && (!has(object.parameters) || size(object.parameters) == 0))",
        message: message(
          'Not allowed here: this provisioner, or its parameters; use rancher.io/local-path without parameters, or kubernetes.io/no-provisioner.',
          '这里不允许这个 provisioner 或它的参数；请用不带参数的 rancher.io/local-path，或 kubernetes.io/no-provisioner。',
        ),
      },
    ],
  },
];
