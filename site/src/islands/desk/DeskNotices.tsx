import type { Language } from '@drydock/model';
import { deskTextOf } from '../../text/desk.ts';
import { Reconnecting } from '../cluster/Reconnecting.tsx';
import { TimeNotice } from '../cluster/TimeLeft.tsx';
import { Button } from '../controls/Button.tsx';
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
      {isReady && playground.expiresAt !== null && (
        <TimeNotice
          key={playground.expiresAt}
          until={playground.expiresAt}
          body={text.playgroundTimeBody}
          canExtend={playground.extensionsLeft > 0}
          isBusy={busy !== null}
          isExtending={busy === 'extend'}
          onExtend={() => void extendPlayground()}
          language={language}
        />
      )}
      {connection.state === 'waiting' && (
        <Reconnecting at={connection.retryAt ?? 0} body={text.connectionLost} onNow={followAgain} language={language} />
      )}
      {told?.problem && (
        <div class="notice" data-kind="problem">
          <span>
            <ProblemWords problem={told.problem} language={language} />
          </span>
          <span class="notice-buttons">
            {problem?.retry && (
              <Button class="plain" onClick={problem.retry}>
                {text.retry}
              </Button>
            )}
            {(problem || !isReady) && (
              <Button class="quiet" onClick={dismissPlayground}>
                {text.dismiss}
              </Button>
            )}
          </span>
        </div>
      )}
      {playground?.state === 'ended' && !told && (
        <p class="notice" data-kind="wait">
          {text.playgroundOver}
          <span class="notice-buttons">
            <Button class="quiet" onClick={dismissPlayground}>
              {text.dismiss}
            </Button>
          </span>
        </p>
      )}
    </div>
  );
}
