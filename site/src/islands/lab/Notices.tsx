import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { dismissProblem, labStore, reconnectNow } from '../attempt/session.ts';
import { Button } from '../controls/Button.tsx';
import { useNow } from '../time/clock.ts';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';
import { FullPoints } from './FullPoints.tsx';
import { TimeNotice } from './TimeLeft.tsx';

/** What the student has to know now: time that runs out, points to submit, no connection, or an action that failed; each with what to do. */
export function Notices({ points, language }: { points: number; language: Language }) {
  const text = textOf(language);
  const connection = useStore(labStore, (state) => state.connection);
  const problem = useStore(labStore, (state) => state.problem);
  const cluster = useStore(labStore, (state) => (state.attempt?.state === 'ready' ? state.attempt.problem : null));
  return (
    <div class="notices" role="status" aria-live="polite">
      <TimeNotice language={language} />
      <FullPoints points={points} language={language} />
      {connection.state === 'waiting' && <Reconnecting at={connection.retryAt ?? 0} language={language} />}
      {cluster && (
        <div class="notice" data-kind="problem">
          <ProblemWords problem={cluster} language={language} />
        </div>
      )}
      {problem && (
        <div class="notice" data-kind="problem">
          <ProblemWords problem={problem.problem} language={language} />
          <span class="notice-buttons">
            {problem.retry && (
              <Button class="plain" onClick={problem.retry}>
                {text.retry}
              </Button>
            )}
            <Button class="quiet" onClick={dismissProblem}>
              {text.dismiss}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

function Reconnecting({ at, language }: { at: number; language: Language }) {
  const text = textOf(language);
  const now = useNow(500);
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return (
    <p class="notice" data-kind="wait">
      <strong>{text.connectionLost}</strong>{' '}
      <span aria-hidden="true">{seconds > 0 ? text.reconnecting(seconds) : text.reconnectingNow}</span>
      <span class="sr-only">{text.reconnectingNow}</span>
      <span class="notice-buttons">
        <Button class="plain" onClick={reconnectNow}>
          {text.connectNow}
        </Button>
      </span>
    </p>
  );
}
