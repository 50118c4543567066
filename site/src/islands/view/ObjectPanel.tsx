import type { Language, ViewHappening, ViewObject, ViewPod, ViewPodUsage } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { serverNow } from '../time/server-clock.ts';
import { Happenings } from './changes/Happenings.tsx';
import { NodeSwitch } from './NodeSwitch.tsx';
import type { Place } from './place.ts';
import { probeLines } from './pods/probes.ts';
import { ProbeTimeline } from './pods/ProbeTimeline.tsx';
import { type ReadYaml, readYaml } from './read-yaml.ts';
import { type ShownObject, useView } from './shown.ts';

const none: ReadonlyMap<string, number> = new Map();

/**
 * One object in a panel at the side: what its probes were answered, its events, and its YAML, read
 * again whenever the picture shows that it has changed. Escape closes it.
 */
export function ObjectPanel({
  place,
  object,
  known,
  happenings,
  language,
  onClose,
}: {
  place: Place;
  object: ShownObject;
  /** The object in the picture; undefined once it is gone, or for a kind that is not in it. */
  known: Exclude<ViewObject, ViewPodUsage> | undefined;
  happenings: readonly ViewHappening[];
  language: Language;
  onClose: () => void;
}) {
  const { text } = useView();
  const [read, setRead] = useState<ReadYaml | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const wasKnown = useRef(false);
  const { kind, namespace, name } = object;
  wasKnown.current ||= known !== undefined;
  const isGone = wasKnown.current && known === undefined;

  useEffect(() => heading.current?.focus(), [kind, namespace, name]);
  useEffect(() => {
    const stop = new AbortController();
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && onClose();
    panel.current?.addEventListener('keydown', onKey, { signal: stop.signal });
    return () => stop.abort();
  }, []);
  useEffect(() => {
    if (isGone) return undefined;
    const stop = new AbortController();
    readYaml(place, object, stop.signal).then(setRead, () => undefined);
    return () => stop.abort();
  }, [kind, namespace, name, known, isGone]);

  return (
    <section class="cv-panel" ref={panel} aria-labelledby="cv-panel-title">
      <header>
        <h3 id="cv-panel-title" tabIndex={-1} ref={heading}>
          <span class="cv-kind">{kind}</span> {name}
        </h3>
        <button type="button" class="quiet" onClick={onClose}>
          {text.close}
        </button>
      </header>
      <div class="cv-panel-body">
        {isGone && <p class="cv-why">{text.gone}</p>}
        {kind === 'Node' && <NodeSwitch place={place} name={name} language={language} />}
        {known?.kind === 'Pod' && <PodProbes pod={known} happenings={happenings} />}
        {happenings.length > 0 && (
          <>
            <h4>{text.happenings}</h4>
            <Happenings happenings={happenings} turns={none} />
          </>
        )}
        {kind !== 'Event' && <h4>{text.yaml}</h4>}
        {read === null && <p class="cv-none">{text.yamlLoading}</p>}
        {read !== null && 'problem' in read && (
          <p class="cv-why">
            <ProblemWords problem={read.problem} language={language} />
          </p>
        )}
        {read !== null && 'yaml' in read && (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard
          <pre class="cv-yaml" tabIndex={0} role="region" aria-label={text.yamlOf(kind, name)}>
            <code>{read.yaml}</code>
          </pre>
        )}
      </div>
    </section>
  );
}

function PodProbes({ pod, happenings }: { pod: ViewPod; happenings: readonly ViewHappening[] }) {
  return <ProbeTimeline lines={probeLines(pod, happenings, serverNow())} />;
}
