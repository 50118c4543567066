import type { Problem } from '../problem/problem.ts';
import type { ViewEvent } from './view-event.ts';
import type { ViewKind, ViewObject } from './view-object.ts';

/** The objects of one kind by uid. */
type Kept<Kind extends ViewKind> = ReadonlyMap<string, Extract<ViewObject, { kind: Kind }>>;

/** A cluster as its stream of events has told it so far. A map is another one when what is in it has changed. */
export interface ClusterPicture {
  /** Null until the first snapshot, and while there is no cluster. */
  readonly status: 'live' | 'waiting' | 'unreachable' | null;
  readonly problem: Problem | null;
  readonly hasSnapshot: boolean;
  readonly objects: { readonly [Kind in ViewKind]?: Kept<Kind> };
  /** How often each object has changed since the snapshot; what never did is not in it. */
  readonly turns: ReadonlyMap<string, number>;
}

export const emptyPicture: ClusterPicture = {
  status: null,
  problem: null,
  hasSnapshot: false,
  objects: {},
  turns: new Map(),
};

/** The picture after one more event. */
export function applyViewEvent(picture: ClusterPicture, event: ViewEvent): ClusterPicture {
  switch (event.type) {
    case 'status':
      if (event.status === 'waiting') return { ...emptyPicture, status: 'waiting', problem: event.problem };
      return { ...picture, status: event.status, problem: event.problem };
    case 'snapshot':
      return {
        status: 'live',
        problem: null,
        hasSnapshot: true,
        objects: put({}, event.objects, []),
        turns: new Map(),
      };
    case 'change':
      return {
        ...picture,
        objects: put(picture.objects, event.upserted, event.removed, event.kind),
        turns: turned(picture.turns, event.upserted, event.removed),
      };
  }
}

/** The objects of one kind. */
export function objectsOf<Kind extends ViewKind>(picture: ClusterPicture, kind: Kind): Kept<Kind> {
  return picture.objects[kind] ?? new Map<string, never>();
}

function put(
  before: ClusterPicture['objects'],
  upserted: readonly ViewObject[],
  removed: readonly string[],
  removedKind?: string,
): ClusterPicture['objects'] {
  const known: Readonly<Record<string, ReadonlyMap<string, ViewObject>>> = before;
  const next: Record<string, Map<string, ViewObject>> = {};
  const copyOf = (kind: string): Map<string, ViewObject> => (next[kind] ??= new Map(known[kind]));
  for (const object of upserted) copyOf(object.kind).set(object.uid, object);
  if (removedKind !== undefined) for (const uid of removed) copyOf(removedKind).delete(uid);
  // Each object is in the map of its own kind.
  return { ...before, ...next } as ClusterPicture['objects'];
}

function turned(
  before: ClusterPicture['turns'],
  upserted: readonly ViewObject[],
  removed: readonly string[],
): ClusterPicture['turns'] {
  const next = new Map(before);
  for (const { uid } of upserted) next.set(uid, (next.get(uid) ?? 0) + 1);
  for (const uid of removed) next.delete(uid);
  return next;
}
