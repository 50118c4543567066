import type { ViewHappening } from '@drydock/model';
import { glow } from './glow.ts';
import { timeText } from './happenings.ts';
import { ObjectName } from '../ObjectName.tsx';
import { useView } from '../shown.ts';

/** Events, the newest first. */
export function Happenings({
  happenings,
  turns,
}: {
  happenings: readonly ViewHappening[];
  turns: ReadonlyMap<string, number>;
}) {
  const { text } = useView();
  if (happenings.length === 0) return <p class="cv-none">{text.noHappenings}</p>;
  return (
    <ol class="cv-happenings">
      {happenings.map((happening) => (
        <li key={happening.uid} data-warning={happening.isWarning} {...glow(turns.get(happening.uid))}>
          <time dateTime={happening.at}>{timeText(happening.at)}</time>
          <span class="cv-reason">
            {happening.isWarning && <span aria-hidden="true">▲ </span>}
            {happening.reason}
            {happening.count > 1 && <span class="cv-times"> {text.times(happening.count)}</span>}
          </span>
          <span class="cv-about">
            <ObjectName {...happening.about} hasKind />
          </span>
          <span class="cv-message">{happening.message}</span>
        </li>
      ))}
    </ol>
  );
}
