import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { dismissProblem, labStore, reconnectNow } from '../attempt/session.ts';
import { useNow } from '../shared/clock.ts';
import { problemText } from '../shared/problem-text.ts';
import { useStore } from '../shared/store.ts';

/** What stands between the student and the server: offline, reconnecting, or an action that failed, each with what to do. */
export function Notices({ language }: { language: Language }) {
  const text = textOf(language);
  const isOffline = useStore(labStore, (state) => state.isOffline);
  const connection = useStore(labStore, (state) => state.connection);
  const problem = useStore(labStore, (state) => state.problem);
  const cluster = useStore(labStore, (state) => (state.attempt?.state === 'ready' ? state.attempt.problem : null));
  const shown = problem && problemText(problem.problem, text);
  return (
    <div class="notices" role="status" aria-live="polite">
      {isOffline ? (
        <p class="notice" data-kind="wait">
          <strong>{text.offlineTitle}</strong> {text.offlineBody}
        </p>
      ) : (
        connection.state === 'waiting' && <Reconnecting at={connection.retryAt ?? 0} language={language} />
      )}
      {cluster && (
        <p class="notice" data-kind="problem">
          <strong>{cluster.message}</strong> {cluster.fix}
        </p>
      )}
      {problem && shown && (
        <p class="notice" data-kind="problem">
          <strong>{shown.message || text.problem}</strong> {shown.fix}
          <span class="notice-buttons">
            {problem.retry && (
              <button type="button" class="plain" onClick={problem.retry}>
                {text.retry}
              </button>
            )}
            <button type="button" class="quiet" onClick={dismissProblem}>
              {text.dismiss}
            </button>
          </span>
        </p>
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
      <span aria-hidden="true">{seconds > 0 ? text.reconnecting(seconds) : text.reconnectingNow}</span>
      <span class="sr-only">{text.reconnectingNow}</span>
      <span class="notice-buttons">
        <button type="button" class="plain" onClick={reconnectNow}>
          {text.connectNow}
        </button>
      </span>
    </p>
  );
}
