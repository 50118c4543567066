import type { Language } from '@drydock/model';
import { useState } from 'preact/hooks';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { checkAttempt, endAttempt, labStore, resetAttempt, submitAttempt } from '../attempt/session.ts';
import { isFull, isFullySubmitted, judgingOf } from '../attempt/state.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { useStore } from '../state/store.ts';

/** What a student can do with an attempt: Check, Submit and Reset of a cluster that is there, and End in every state that is not over. */
export function LabActions({ tasks, language }: { tasks: LabOutline['tasks']; language: Language }) {
  const text = labTextOf(language);
  const [asked, ask] = useState<'reset' | 'end' | null>(null);
  const state = useStore(labStore, ({ attempt }) => attempt?.state ?? null);
  const busy = useStore(labStore, (lab) => lab.busy);
  const judging = useStore(labStore, judgingOf);
  const isDue = useStore(labStore, (lab) => isFull(lab) && !isFullySubmitted(lab));
  const from = useStore(labStore, ({ attempt }) => tasks.find(({ id }) => id === attempt?.from)?.title);
  const isReady = state === 'ready';
  const isComing = state === 'queued' || state === 'starting' || state === 'setup';
  const isBusy = busy !== null || judging !== null;
  return (
    <>
      <div class="lab-actions">
        <Button
          class="plain"
          isOff={!(isReady || state === 'failed' || state === 'lost') || isBusy}
          onClick={() => ask('reset')}
        >
          {busy === 'reset' ? text.resetting : text.reset}
        </Button>
        <Button class="plain" isOff={!isReady || isBusy} onClick={() => void checkAttempt()}>
          {judging === 'check' ? text.checking : text.check}
        </Button>
        <Button class="primary" data-due={isDue} isOff={!isReady || isBusy} onClick={() => void submitAttempt()}>
          {judging === 'submit' ? text.submitting : text.submit}
        </Button>
        {state !== null && state !== 'ended' && (
          <Button
            class="quiet end"
            isOff={busy === 'end'}
            // Nothing is lost while nothing is there yet.
            onClick={() => (isComing ? void endAttempt() : ask('end'))}
          >
            {isComing ? text.cancelStart : text.endLab}
          </Button>
        )}
      </div>
      {asked === 'reset' && (
        <Dialog
          title={from === undefined ? text.resetTitle : text.resetTitleTo(from)}
          confirm={text.reset}
          cancel={text.cancel}
          isDanger
          onConfirm={() => void resetAttempt()}
          onClose={() => ask(null)}
        >
          {from === undefined ? text.resetBody : `${text.resetBodyTo(from)} ${text.resetBody}`}
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
