import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { labStore, startAttempt } from '../attempt/session.ts';
import { Button } from '../controls/Button.tsx';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';

/** The offer to start the lab; after an end that the student did not choose, first what happened. */
export function StartPanel({ language }: { language: Language }) {
  const text = labTextOf(language);
  const isKnown = useStore(labStore, (state) => state.isKnown);
  const busy = useStore(labStore, (state) => state.busy);
  const isAgain = useStore(labStore, ({ attempt }) => attempt?.state === 'ended');
  return (
    <section class="start" aria-labelledby="start-title">
      <Ending language={language} />
      <h2 id="start-title">{text.startTitle}</h2>
      <p>{text.startBody}</p>
      <Button class="primary large" isOff={!isKnown || busy !== null} onClick={() => void startAttempt()}>
        {isAgain ? text.startAgain : text.startLab}
      </Button>
      {!isKnown && <p class="start-note">{text.state.unknown}</p>}
    </section>
  );
}

function Ending({ language }: { language: Language }) {
  const text = labTextOf(language);
  const problem = useStore(labStore, ({ attempt }) => (attempt?.state === 'ended' ? attempt.problem : null));
  if (!problem) return null;
  return (
    <div class="ending" role="status">
      {problem.code === 'timeout' && <h2>{text.timeOver}</h2>}
      <div class="told">
        <ProblemWords problem={problem} language={language} />
      </div>
    </div>
  );
}
