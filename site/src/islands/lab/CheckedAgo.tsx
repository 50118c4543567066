import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { labStore } from '../attempt/session.ts';
import { useServerNow } from '../time/clock.ts';
import { useStore } from '../state/store.ts';

/** When Check or Submit last ran, by the clock of the server. */
export function CheckedAgo({ language }: { language: Language }) {
  const text = labTextOf(language);
  const at = useStore(labStore, ({ attempt }) => (attempt?.state === 'ready' ? attempt.checkedAt : null));
  const now = useServerNow(15_000);
  if (at === null || now === 0) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  const ago =
    minutes === 0 ? text.justNow : minutes < 60 ? text.minutesAgo(minutes) : text.hoursAgo(Math.floor(minutes / 60));
  return <p class="checked-ago">{text.checked(ago)}</p>;
}
