import type { ViewHappening, ViewPod, ViewPodUsage } from '@drydock/model';
import { serverNow } from '../../time/server-clock.ts';
import { ContainerRow } from './ContainerRow.tsx';
import { glow } from '../changes/glow.ts';
import { Mark } from '../Mark.tsx';
import { memo } from '../memo.tsx';
import { ObjectName } from '../ObjectName.tsx';
import { ProbeStrip } from './ProbeStrip.tsx';
import { probeLines } from './probes.ts';
import { useView } from '../shown.ts';
import { toneOfPod } from '../tone.ts';

interface PodCardProps {
  readonly pod: ViewPod;
  readonly usage: ViewPodUsage | undefined;
  readonly happenings: readonly ViewHappening[] | undefined;
  /** What made it, where the group does not say so. */
  readonly owner: string | null;
  /** How often it has changed. */
  readonly turn: number;
}

/** One Pod: the word kubectl prints, its containers and its probes. */
export const PodCard = memo((props: PodCardProps) => <Card {...props} />);

function Card({ pod, usage, happenings = [], owner, turn }: PodCardProps) {
  const { text } = useView();
  const tone = toneOfPod(pod);
  const mains = pod.containers.filter(({ role }) => role !== 'init').length;
  const lines = probeLines(pod, happenings, serverNow());
  return (
    <li class="cv-card cv-pod" data-tone={tone} data-pod={pod.name} {...glow(turn)}>
      <div class="cv-card-head">
        <Mark tone={tone} />
        <ObjectName kind="Pod" namespace={pod.namespace} name={pod.name} uid={pod.uid} />
        <span class="cv-word">{pod.word}</span>
      </div>
      <p class="cv-facts">
        <span>{text.ready(pod.readyContainers, mains)}</span>
        {pod.restarts > 0 && pod.containers.length > 1 && (
          <span class="cv-restarts">{text.restarts(pod.restarts)}</span>
        )}
        {owner && <span>{owner}</span>}
      </p>
      {pod.unscheduled && !pod.node && <p class="cv-why">{pod.unscheduled}</p>}
      <ul class="cv-containers">
        {pod.containers.map((container) => (
          <ContainerRow key={container.name} container={container} usage={usage} />
        ))}
      </ul>
      {lines.length > 0 && (
        <ul class="cv-probes" aria-label={text.probes}>
          {lines.map((line) => (
            <ProbeStrip key={line.key} line={line} />
          ))}
        </ul>
      )}
    </li>
  );
}
