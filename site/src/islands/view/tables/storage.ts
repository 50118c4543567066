import {
  type ClusterPicture,
  objectsOf,
  type ViewClaim,
  type ViewPod,
  type ViewStorageClass,
  type ViewVolume,
} from '@drydock/model';

/** A claim, the volume it is bound to and the class of both, as far as there are any. */
export interface StorageChain {
  readonly key: string;
  readonly claim: ViewClaim | undefined;
  readonly volume: ViewVolume | undefined;
  readonly storageClass: ViewStorageClass | undefined;
  /** The class that is named, whether there is one of that name or not. */
  readonly className: string | null;
  /** Names of the Pods that mount the claim. */
  readonly pods: readonly string[];
}

/** Claims with their volumes, then volumes without a claim that is shown. */
export function storageChains(
  picture: ClusterPicture,
  pods: readonly ViewPod[],
  isShown: (object: { namespace: string | null }) => boolean,
): readonly StorageChain[] {
  const classes = new Map([...objectsOf(picture, 'StorageClass').values()].map((each) => [each.name, each]));
  const volumes = [...objectsOf(picture, 'PersistentVolume').values()];
  const claims = [...objectsOf(picture, 'PersistentVolumeClaim').values()].filter(isShown);
  const bound = new Set<string>();
  const chains = claims.map((claim): StorageChain => {
    const volume = volumes.find(
      (each) =>
        each.name === claim.volume || (each.claim?.namespace === claim.namespace && each.claim?.name === claim.name),
    );
    if (volume) bound.add(volume.uid);
    const className = claim.storageClass ?? volume?.storageClass ?? null;
    return {
      key: claim.uid,
      claim,
      volume,
      storageClass: classes.get(className ?? ''),
      className,
      pods: pods
        .filter(({ namespace, claims: names }) => namespace === claim.namespace && names.includes(claim.name))
        .map(({ name }) => name),
    };
  });
  const free = volumes
    .filter(({ uid, claim }) => !bound.has(uid) && (claim === null || isShown({ namespace: claim.namespace })))
    .map((volume): StorageChain => {
      const className = volume.storageClass;
      return {
        key: volume.uid,
        claim: undefined,
        volume,
        storageClass: classes.get(className ?? ''),
        className,
        pods: [],
      };
    });
  const order = ({ claim, volume }: StorageChain): string => `${claim?.namespace} ${claim?.name ?? volume?.name}`;
  return [...chains, ...free].toSorted((a, b) => order(a).localeCompare(order(b)));
}
