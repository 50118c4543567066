import { type Asciicast, readMarkerLabel } from '@drydock/model';
import type { LabOutline } from '../../course/outline.ts';
import type { LabText } from '../../text/lab.ts';

/** Pauses in a recording are played no longer than this. */
export const longestPauseSeconds = 2;

/** A marker on the time line as it is played. */
export interface PlayedMarker {
  at: number;
  label: string;
}

/** How long a recording plays and where its markers stand, with pauses shortened as the player shortens them. */
export function timeline(events: Asciicast['events']): { seconds: number; markers: PlayedMarker[] } {
  const markers: PlayedMarker[] = [];
  let before = 0;
  let seconds = 0;
  for (const { at, code, data } of events) {
    seconds += Math.min(at - before, longestPauseSeconds);
    before = at;
    if (code === 'm') markers.push({ at: seconds, label: data });
  }
  return { seconds, markers };
}

/** What a marker says, in the page's language and with the titles of the lab's checks; labels of others stay as they are. */
export function markerText(label: string, outline: LabOutline, text: LabText): string {
  const marker = readMarkerLabel(label);
  switch (marker?.type) {
    case 'start':
      return text.markerStart;
    case 'pass':
    case 'fail': {
      const checks = outline.tasks.find(({ id }) => id === marker.task)?.checks;
      const title = checks?.find(({ id }) => id === marker.check)?.title ?? `${marker.task}/${marker.check}`;
      return marker.type === 'pass' ? text.announcePass(title) : text.announceFail(title);
    }
    case 'check':
      return text.announceChecked(marker.points, marker.maxPoints);
    case 'submit':
      return text.announceSubmitted(marker.points, marker.maxPoints);
    case 'reset':
      return text.markerReset;
    case 'full':
      return text.markerFull;
    default:
      return label;
  }
}

/** Minutes and seconds: `1:05`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
