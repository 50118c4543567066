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

/** An object of the cluster as the API server returned it, without its managed fields. `cluster/src/objects/kinds.ts` has the shapes of its kinds. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly generation?: number;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly uid: string; readonly controller?: boolean }[];
    readonly finalizers?: readonly string[];
    readonly labels?: Readonly<Record<string, string>>;
  };
}
