/** One object of a cluster by its names; `namespace` is absent for cluster-scoped kinds. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Objects of one kind: in one namespace (`*` is all of them, absent is cluster-scoped) and by label selector. */
export interface CollectionRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly selector?: string;
}

/** An object as its author writes it; the API server adds the rest. */
export interface KubeManifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** An object of the cluster as the API server returned it, without its managed fields. `cluster/src/objects/kinds.ts` has the shapes of its kinds. */
export interface KubeObject extends KubeManifest {
  readonly metadata: KubeManifest['metadata'] & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly generation?: number;
    readonly ownerReferences?: readonly { readonly uid: string; readonly controller?: boolean }[];
    readonly finalizers?: readonly string[];
  };
}
