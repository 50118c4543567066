import type { ProbeLine, ProbePoint } from './probes.ts';
import { timeText } from '../changes/happenings.ts';
import { ProbeStrip } from './ProbeStrip.tsx';
import { useView } from '../shown.ts';
import type { ViewText } from '../../../text/en/view.ts';

/** The probes of a Pod with everything that is known of what they asked and what came back, in words. */
export function ProbeTimeline({ lines }: { lines: readonly ProbeLine[] }) {
  const { text } = useView();
  if (lines.length === 0) return null;
  return (
    <section class="cv-timeline" aria-label={text.probes}>
      <h4>{text.probes}</h4>
      <ul class="cv-probes">
        {lines.map((line) => (
          <ProbeStrip key={line.key} line={line} />
        ))}
      </ul>
      {lines
        .filter(({ points }) => points.length > 0)
        .map(({ key, container, probe, points }) => (
          <ol key={key} aria-label={`${container}: ${text.probe[probe.kind]}, ${probe.asks}`}>
            {points.map((point, index) => (
              <li key={`${point.at} ${index}`}>
                <time dateTime={point.at}>{timeText(point.at)}</time> {text.probe[probe.kind]}: {words(point, text)}
              </li>
            ))}
          </ol>
        ))}
    </section>
  );
}

function words({ kind, answer, count }: ProbePoint, text: ViewText): string {
  switch (kind) {
    case 'failed':
      return text.probeFailed(answer, count);
    case 'ready':
      return text.becameReady;
    case 'unready':
      return text.becameUnready;
    case 'started':
      return text.containerStarted;
    case 'killed':
      return text.containerKilled;
  }
}
