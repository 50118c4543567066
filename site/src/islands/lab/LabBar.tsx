import type { Language } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import type { LabCard } from '../../course/labs.ts';
import { textOf } from '../../text/text.ts';
import { checkAttempt, endAttempt, labStore, openLab, resetAttempt, submitAttempt } from '../attempt/session.ts';
import { Dialog } from '../shared/Dialog.tsx';
import { useNow } from '../shared/clock.ts';
import { useStore } from '../shared/store.ts';
import { Announcer } from './Announcer.tsx';
import { Notices } from './Notices.tsx';

type Asked = 'reset' | 'end' | null;

/** The bar above the panes: cluster state, time left, points, and Check, Reset, Submit. It also opens the lab for the whole page. */
export default function LabBar({ lab, language }: { lab: LabCard; language: Language }) {
  const text = textOf(language);
  const [asked, ask] = useState<Asked>(null);
  const attempt = useStore(labStore, (state) => state.attempt);
  const isKnown = useStore(labStore, (state) => state.isKnown);
  const busy = useStore(labStore, (state) => state.busy);
  useEffect(() => void openLab(lab.id), []);
  const state = attempt?.state ?? (isKnown ? 'none' : 'unknown');
  const isReady = state === 'ready';
  const canReset = isReady || state === 'failed' || state === 'lost';
  const points = attempt?.points ?? 0;
  return (
    <>
      <div class="lab-bar">
        <p class="cluster" data-state={state}>
          <span class="dot" aria-hidden="true" />
          <span class="sr-only">{text.clusterState}: </span>
          {text.state[state]}
        </p>
        {isReady && attempt?.expiresAt && <TimeLeft until={attempt.expiresAt} language={language} />}
        <p class="points" data-points={points}>
          {text.pointsOf(points, lab.points)}
        </p>
        <div class="lab-actions">
          <button type="button" class="plain" disabled={!canReset || busy !== null} onClick={() => ask('reset')}>
            {busy === 'reset' ? text.resetting : text.reset}
          </button>
          <button type="button" class="plain" disabled={!isReady || busy !== null} onClick={() => void checkAttempt()}>
            {busy === 'check' ? text.checking : text.check}
          </button>
          <button
            type="button"
            class="primary"
            disabled={!isReady || busy !== null}
            onClick={() => void submitAttempt()}
          >
            {busy === 'submit' ? text.submitting : text.submit}
          </button>
          {(isReady || state === 'lost' || state === 'failed') && (
            <button type="button" class="quiet end" disabled={busy !== null} onClick={() => ask('end')}>
              {text.endLab}
            </button>
          )}
        </div>
      </div>
      <Notices language={language} />
      <Announcer tasks={lab.outline.tasks} maxPoints={lab.points} language={language} />
      {asked === 'reset' && (
        <Dialog
          title={text.resetTitle}
          confirm={text.reset}
          cancel={text.cancel}
          isDanger
          onConfirm={() => void resetAttempt()}
          onClose={() => ask(null)}
        >
          {text.resetBody}
        </Dialog>
      )}
      {asked === 'end' && (
        <Dialog
          title={text.endTitle}
          confirm={text.endLab}
          cancel={text.cancel}
          isDanger
          onConfirm={() => void endAttempt()}
          onClose={() => ask(null)}
        >
          {text.endBody}
        </Dialog>
      )}
    </>
  );
}

function TimeLeft({ until, language }: { until: string; language: Language }) {
  const text = textOf(language);
  const now = useNow(15_000);
  if (now === 0) return null;
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000));
  return (
    <p class="time-left" data-soon={minutes <= 10}>
      <span class="label">{text.timeLeft}</span> {minutes === 0 ? text.timeUp : text.timeLeftValue(minutes)}
    </p>
  );
}
