import type { Language } from '@drydock/model';
import { useState } from 'preact/hooks';
import type { ResumePoint } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { labStore, startAttempt } from '../attempt/session.ts';
import { Button } from '../controls/Button.tsx';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { progressStore } from '../progress/progress.ts';
import { useStore } from '../state/store.ts';
import { StartChoice } from './StartChoice.tsx';

/** The offer to start the lab, also after a task whose end was reached before; after an end that the student did not choose, first what happened. */
export function StartPanel({ lab, points, language }: { lab: string; points: ResumePoint[]; language: Language }) {
  const reached = useStore(progressStore, (progress) => progress?.labs[lab]?.reached);
  const [chosen, choose] = useState<string | null | undefined>();
  const open = points.filter(({ id }) => reached?.includes(id));
  // The furthest one, until the student has chosen.
  const from = chosen === undefined ? (open.at(-1)?.id ?? null) : chosen;
  const text = labTextOf(language);
  const isKnown = useStore(labStore, (state) => state.isKnown);
  const busy = useStore(labStore, (state) => state.busy);
  const isAgain = useStore(labStore, ({ attempt }) => attempt?.state === 'ended');
  return (
    <section class="start" aria-labelledby="start-title">
      <Ending language={language} />
      <h2 id="start-title">{text.startTitle}</h2>
      <p>{text.startBody}</p>
      {open.length > 0 && <StartChoice points={open} from={from} onChoose={choose} language={language} />}
      <Button class="primary large" isOff={!isKnown || busy !== null} onClick={() => void startAttempt(from)}>
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
