import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { dismissProblem, extendAttempt, labStore, reconnectNow } from '../attempt/session.ts';
import { isFullySubmitted } from '../attempt/state.ts';
import { Reconnecting } from '../cluster/Reconnecting.tsx';
import { TimeNotice } from '../cluster/TimeLeft.tsx';
import { Button } from '../controls/Button.tsx';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';
import { FullPoints } from './FullPoints.tsx';

/** What the student has to know now: time that runs out, points to submit, no connection, or an action that failed; each with what to do. */
export function Notices({ points, language }: { points: number; language: Language }) {
  const text = labTextOf(language);
  const connection = useStore(labStore, (state) => state.connection);
  const problem = useStore(labStore, (state) => state.problem);
  const cluster = useStore(labStore, (state) => (state.attempt?.state === 'ready' ? state.attempt.problem : null));
  const isSubmitted = useStore(labStore, isFullySubmitted);
  const until = useStore(labStore, ({ attempt }) => (attempt?.state === 'ready' ? attempt.expiresAt : null));
  const canExtend = useStore(labStore, ({ attempt }) => attempt?.extensionsLeft !== 0);
  const busy = useStore(labStore, (state) => state.busy);
  return (
    <div class="notices" role="status" aria-live="polite">
      {until !== null && (
        <TimeNotice
          key={until}
          until={until}
          body={isSubmitted ? text.timeSubmittedBody : text.timeSoonBody}
          canExtend={canExtend}
          isBusy={busy !== null}
          isExtending={busy === 'extend'}
          onExtend={() => void extendAttempt()}
          language={language}
        />
      )}
      <FullPoints points={points} language={language} />
      {connection.state === 'waiting' && (
        <Reconnecting
          at={connection.retryAt ?? 0}
          body={text.connectionLost}
          onNow={reconnectNow}
          language={language}
        />
      )}
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
