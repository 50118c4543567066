import { type ClusterPicture, objectsOf, type ViewHappening } from '@drydock/model';

/** The Events about each object by its uid, the newest first. An array is the same one as before when nothing in it has changed. */
export function happeningsByObject(
  picture: ClusterPicture,
  before: ReadonlyMap<string, readonly ViewHappening[]>,
): ReadonlyMap<string, readonly ViewHappening[]> {
  const found = new Map<string, ViewHappening[]>();
  for (const happening of newestFirst([...objectsOf(picture, 'Event').values()])) {
    const { uid } = happening.about;
    if (uid === null) continue;
    const group = found.get(uid);
    if (group) group.push(happening);
    else found.set(uid, [happening]);
  }
  return new Map(
    Array.from(found, ([uid, group]) => {
      const old = before.get(uid);
      const isSame = old?.length === group.length && old.every((each, index) => each === group[index]);
      return [uid, isSame ? old : group];
    }),
  );
}

/** Events with the newest first. */
export function newestFirst(happenings: readonly ViewHappening[]): readonly ViewHappening[] {
  return happenings.toSorted((one, other) => other.at.localeCompare(one.at) || other.uid.localeCompare(one.uid));
}

/** The time of day of an Event, in the time zone of the browser. */
export function timeText(at: string): string {
  const time = new Date(at);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}`;
}
