import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { endAttempt, labStore } from '../attempt/session.ts';
import { Button } from '../controls/Button.tsx';
import { useStore } from '../state/store.ts';
import { sitePath } from '../../site-path.ts';

/** A page to go on with. */
export interface NextStep {
  kind: 'lab' | 'lesson';
  href: string;
  label: string;
}

/** After full points: the next lab, the next lesson, and giving the cluster back. */
export function NextSteps({ next, language }: { next: readonly NextStep[]; language: Language }) {
  const text = labTextOf(language);
  const hasCluster = useStore(labStore, ({ attempt }) => attempt !== null && attempt.state !== 'ended');
  const busy = useStore(labStore, (state) => state.busy);
  const steps = next.length > 0 ? next : [{ kind: null, href: sitePath(`/${language}/`), label: text.backHome }];
  return (
    <nav class="next-steps" aria-label={text.next}>
      {steps.map(({ kind, href, label }) => (
        <a key={href} class="go" href={href}>
          {kind && <small>{kind === 'lab' ? text.nextLab : text.nextLesson}</small>}
          {label} <span aria-hidden="true">→</span>
        </a>
      ))}
      {hasCluster && (
        <Button class="quiet" isOff={busy !== null} onClick={() => void endAttempt()}>
          {text.freeCluster}
        </Button>
      )}
    </nav>
  );
}
