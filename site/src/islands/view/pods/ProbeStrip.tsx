import type { ProbeLine } from './probes.ts';
import { Mark } from '../Mark.tsx';
import { useView } from '../shown.ts';
import type { Tone } from '../tone.ts';

const tones: Readonly<Record<ProbeLine['now'], Tone>> = { passing: 'good', failing: 'bad', unknown: 'busy' };

/** A probe in one line: what is asked, its past as marks from left to right, and how it stands. */
export function ProbeStrip({ line }: { line: ProbeLine }) {
  const { text } = useView();
  const { probe, points, now, lastAnswer } = line;
  const times = points.map(({ at }) => Date.parse(at));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const placeOf = (at: string): string => `${to > from ? ((Date.parse(at) - from) / (to - from)) * 100 : 0}%`;
  return (
    <li class="cv-probe" data-now={now}>
      <span class="cv-probe-line">
        <Mark tone={tones[now]} />
        <span class="cv-probe-kind">{text.probe[probe.kind]}</span>
        <code class="cv-asks" title={`${probe.asks}, ${text.probeEvery(probe.periodSeconds)}`}>
          {probe.asks}
        </code>
        <span class="cv-probe-word">{text.probeNow[now]}</span>
      </span>
      {points.length > 0 && (
        <span class="cv-strip" aria-hidden="true">
          {points.map(({ at, kind }, index) => (
            <span key={`${at} ${index}`} class="cv-point" data-kind={kind} style={{ insetInlineStart: placeOf(at) }} />
          ))}
        </span>
      )}
      {now === 'failing' && lastAnswer && <span class="cv-answer">{lastAnswer}</span>}
    </li>
  );
}
