import type { Language } from '@drydock/model';
import { deskTextOf } from '../../text/desk.ts';
import { LeaseNotices, ProblemButtons } from '../lease/LeaseNotices.tsx';
import { dismissPlayground, extendPlayground, followAgain, playgroundStore } from '../playground/session.ts';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';

/** What the student has to know of the playground now: time that runs out, no connection, an action that failed, an end they did not choose. */
export function DeskNotices({ language }: { language: Language }) {
  const text = deskTextOf(language);
  const { playground, problem, connection, busy } = useStore(playgroundStore, (view) => view);
  const isReady = playground?.state === 'ready';
  const told = problem ?? (playground?.problem && (isReady || playground.state === 'ended') ? playground : null);
  return (
    <div class="notices" role="status" aria-live="polite">
      <LeaseNotices
        until={isReady ? playground.expiresAt : null}
        endBody={text.playgroundTimeBody}
        canExtend={isReady && playground.extensionsLeft > 0}
        busy={busy}
        onExtend={() => void extendPlayground()}
        connection={connection}
        lostBody={text.connectionLost}
        onReconnect={followAgain}
        language={language}
      />
      {told?.problem && (
        <div class="notice" data-kind="problem">
          <span>
            <ProblemWords problem={told.problem} language={language} />
          </span>
          <ProblemButtons
            problem={problem}
            onDismiss={problem || !isReady ? dismissPlayground : undefined}
            language={language}
          />
        </div>
      )}
      {playground?.state === 'ended' && !told && (
        <p class="notice" data-kind="wait">
          {text.playgroundOver}
          <ProblemButtons problem={null} onDismiss={dismissPlayground} language={language} />
        </p>
      )}
    </div>
  );
}
