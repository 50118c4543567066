import type { Language } from '@drydock/model';
import { useState } from 'preact/hooks';
import { tagOf, textOf } from '../../text/text.ts';
import { Button } from '../controls/Button.tsx';
import { useServerNow } from '../time/clock.ts';

/** From when on the end is told, in minutes before it; the second is told again to a student who has put the first away. */
const warnAt = { first: 10, last: 2 } as const;

/** How long the lab still has, by the clock of the server. */
export function TimeLeft({ until, language }: { until: string; language: Language }) {
  const text = textOf(language);
  const now = useServerNow(1000);
  if (now === 0) return null;
  const minutes = minutesUntil(until, now);
  return (
    <p class="time-left" data-soon={minutes <= warnAt.first}>
      <span class="label">{text.timeLeft}</span> {minutes === 0 ? text.timeUp : text.timeLeftValue(minutes)}
    </p>
  );
}

/** Ten and two minutes before the end: what will happen then, and one more hour. Key it by `until`. */
export function TimeNotice(props: {
  until: string;
  /** What happens at the end, given as a time of day. */
  body: (at: string) => string;
  canExtend: boolean;
  isBusy: boolean;
  isExtending: boolean;
  onExtend: () => void;
  language: Language;
}) {
  const { until, body, canExtend, isBusy, isExtending, onExtend, language } = props;
  const text = textOf(language);
  const now = useServerNow(1000);
  const [isPutAway, putAway] = useState(false);
  const minutes = now === 0 ? Infinity : minutesUntil(until, now);
  const isLast = minutes <= warnAt.last;
  if (minutes > warnAt.first || minutes === 0 || (isPutAway && !isLast)) return null;
  const at = new Intl.DateTimeFormat(tagOf(language), { timeStyle: 'short' }).format(new Date(until));
  return (
    <p class="notice time-notice" data-kind={isLast ? 'problem' : 'wait'}>
      <strong>
        <span aria-hidden="true">{text.timeSoon(minutes)}</span>
        {/* Heard twice, not each minute. */}
        <span class="sr-only">{text.timeSoon(isLast ? warnAt.last : warnAt.first)}</span>
      </strong>{' '}
      {body(at)} {!canExtend && text.extendNone}
      <span class="notice-buttons">
        {canExtend && (
          <Button class="primary" isOff={isBusy} onClick={onExtend}>
            {isExtending ? text.extending : text.extend}
          </Button>
        )}
        {!isLast && (
          <Button class="quiet" onClick={() => putAway(true)}>
            {text.later}
          </Button>
        )}
      </span>
    </p>
  );
}

function minutesUntil(until: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000));
}
