import type { Language } from '@drydock/model';
import { deskTextOf } from '../../text/desk.ts';
import { Steps } from '../lease/Steps.tsx';
import { Waiting, type LabName } from '../lease/Waiting.tsx';
import { Button } from '../controls/Button.tsx';
import { playgroundStore, resetPlayground, showPlaygroundProblem } from '../playground/session.ts';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';

/** While a playground comes up: its steps, and the student's own labs that hold the places it waits for. When it has failed or was lost: why, and a new one. */
export function DeskStart({ labs, language }: { labs: readonly LabName[]; language: Language }) {
  const text = deskTextOf(language);
  const playground = useStore(playgroundStore, (view) => view.playground);
  const busy = useStore(playgroundStore, (view) => view.busy);
  const state = playground?.state ?? (busy === 'start' ? 'queued' : 'ended');
  if (state === 'queued' || state === 'starting') {
    const steps = playground?.steps ?? [];
    return (
      <section class="desk-start" aria-labelledby="desk-start">
        <h2 id="desk-start">{text.playgroundComing}</h2>
        {steps.length > 0 ? <Steps steps={steps} language={language} /> : <p>{text.state[state]}…</p>}
        {state === 'queued' && (
          <Waiting
            own={playground?.id ?? null}
            steps={steps}
            labs={labs}
            onProblem={showPlaygroundProblem}
            language={language}
          />
        )}
      </section>
    );
  }
  if (!playground || (state !== 'failed' && state !== 'lost')) return null;
  return (
    <section class="desk-start" aria-label={text.state[state]}>
      {playground.problem && (
        <p>
          <ProblemWords problem={playground.problem} language={language} />
        </p>
      )}
      <Button class="primary" isOff={busy !== null} onClick={() => void resetPlayground()}>
        {text.newCluster}
      </Button>
    </section>
  );
}
