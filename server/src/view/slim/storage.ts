import type { ViewClaim, ViewStorageClass, ViewVolume } from '@drydock/model';
import { z } from 'zod';
import { Quantities } from './amounts.ts';
import { commonOf, type Slimmer } from './identity.ts';

const Claim = z.object({
  spec: z.object({
    volumeName: z.string().nullish(),
    storageClassName: z.string().nullish(),
    resources: z.object({ requests: Quantities }).nullish(),
  }),
  status: z.object({ phase: z.string().nullish(), capacity: Quantities }).nullish(),
});

/** A PersistentVolumeClaim. */
export const slimClaim: Slimmer = (object): ViewClaim => {
  const { spec, status } = Claim.parse(object);
  return {
    kind: 'PersistentVolumeClaim',
    ...commonOf(object),
    phase: status?.phase ?? 'Pending',
    volume: spec.volumeName || null,
    storageClass: spec.storageClassName || null,
    size: sizeOf(status?.capacity) ?? sizeOf(spec.resources?.requests),
  };
};

const Volume = z.object({
  spec: z.object({
    claimRef: z.object({ namespace: z.string().nullish(), name: z.string() }).nullish(),
    storageClassName: z.string().nullish(),
    capacity: Quantities,
    persistentVolumeReclaimPolicy: z.string().nullish(),
  }),
  status: z.object({ phase: z.string().nullish() }).nullish(),
});

/** A PersistentVolume. */
export const slimVolume: Slimmer = (object): ViewVolume => {
  const { spec, status } = Volume.parse(object);
  return {
    kind: 'PersistentVolume',
    ...commonOf(object),
    phase: status?.phase ?? 'Pending',
    claim: spec.claimRef ? { namespace: spec.claimRef.namespace ?? '', name: spec.claimRef.name } : null,
    storageClass: spec.storageClassName || null,
    size: sizeOf(spec.capacity),
    reclaimPolicy: spec.persistentVolumeReclaimPolicy ?? null,
  };
};

const StorageClass = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).nullish() }),
  provisioner: z.string(),
  volumeBindingMode: z.string().nullish(),
});

/** A StorageClass. */
export const slimStorageClass: Slimmer = (object): ViewStorageClass => {
  const { metadata, provisioner, volumeBindingMode } = StorageClass.parse(object);
  return {
    kind: 'StorageClass',
    ...commonOf(object),
    provisioner,
    bindingMode: volumeBindingMode ?? null,
    isDefault: metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  };
};

function sizeOf(quantities: z.infer<typeof Quantities>): string | null {
  const size = quantities?.['storage'];
  return size === undefined ? null : String(size);
}
