import type { Language } from '@drydock/model';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { dismissProblem, extendAttempt, labStore, reconnectNow } from '../attempt/session.ts';
import { isFullySubmitted } from '../attempt/state.ts';
import { LeaseNotices, ProblemButtons } from '../lease/LeaseNotices.tsx';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';
import { FullPoints } from './FullPoints.tsx';
import { ReachedPoint } from './ReachedPoint.tsx';

/** What the student has to know now: time that runs out, points to submit, a task after which to stop, no connection, or an action that failed; each with what to do. */
export function Notices({
  points,
  tasks,
  language,
}: {
  points: number;
  tasks: LabOutline['tasks'];
  language: Language;
}) {
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
      <LeaseNotices
        until={until}
        endBody={isSubmitted ? text.timeSubmittedBody : text.timeSoonBody}
        canExtend={canExtend}
        busy={busy}
        onExtend={() => void extendAttempt()}
        connection={connection}
        lostBody={text.connectionLost}
        onReconnect={reconnectNow}
        language={language}
      >
        <FullPoints points={points} language={language} />
        <ReachedPoint tasks={tasks} language={language} />
      </LeaseNotices>
      {cluster && cluster.message !== problem?.problem.message && (
        <div class="notice" data-kind="problem">
          <ProblemWords problem={cluster} language={language} />
        </div>
      )}
      {problem && (
        <div class="notice" data-kind="problem">
          <ProblemWords problem={problem.problem} language={language} />
          <ProblemButtons problem={problem} onDismiss={dismissProblem} language={language} />
        </div>
      )}
    </div>
  );
}
