import type { ViewObject } from '@drydock/model';

/** Events of a cluster live for an hour; a picture of it needs the latest. */
const mostHappenings = 400;

/** The objects of a cluster as they were last reported. */
export interface KeptObjects {
  /** Keeps an object; false when nothing the view shows has changed. */
  put(object: ViewObject): boolean;
  /** False for an object that was not kept. */
  remove(uid: string): boolean;
  /** Forgets the oldest Events when there are too many, and returns them. */
  prune(): readonly ViewObject[];
  all(): ViewObject[];
}

export function createKeptObjects(): KeptObjects {
  const kept = new Map<string, { object: ViewObject; text: string }>();
  let happenings = 0;

  function remove(uid: string): boolean {
    if (kept.get(uid)?.object.kind === 'Event') happenings -= 1;
    return kept.delete(uid);
  }

  return {
    put(object) {
      const text = JSON.stringify(object);
      const before = kept.get(object.uid);
      if (before?.text === text) return false;
      if (object.kind === 'Event' && !before) happenings += 1;
      kept.set(object.uid, { object, text });
      return true;
    },
    remove,
    prune() {
      if (happenings <= mostHappenings * 1.25) return [];
      const oldest = [...kept.values()]
        .map(({ object }) => object)
        .filter((object) => object.kind === 'Event')
        .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
        .slice(mostHappenings);
      for (const { uid } of oldest) remove(uid);
      return oldest;
    },
    all: () => Array.from(kept.values(), ({ object }) => object),
  };
}
