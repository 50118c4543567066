import { useEffect, useRef } from 'preact/hooks';
import { fillParameters, type Language } from '@drydock/model';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { labStore, revealHint } from '../attempt/session.ts';
import {
  isJudged,
  shownOutcome,
  shownVerdicts,
  verdictOf,
  type LabState,
  type ShownOutcome,
} from '../attempt/state.ts';
import { Button } from '../controls/Button.tsx';
import { useStore } from '../state/store.ts';
import { HintText } from '../inline/HintText.tsx';
import { InlineText } from '../inline/InlineText.tsx';
import { CheckWhy } from './CheckWhy.tsx';

const signs: Record<ShownOutcome, string> = { 'not-begun': '–', waiting: '○', pass: '●', fail: '✕', inconclusive: '?' };

/** The checks of one task as lines; each carries its outcome as a sign, as words for screen readers, and as `data-outcome`. */
export default function CheckList({
  task,
  checks,
  language,
}: {
  task: string;
  checks: LabOutline['tasks'][number]['checks'];
  language: Language;
}) {
  const text = labTextOf(language);
  return (
    <ul class="checks not-content" data-pagefind-ignore aria-label={text.check}>
      {checks.map(({ id, title, hints }) => (
        <CheckLine key={id} task={task} check={id} title={title} hints={hints} language={language} />
      ))}
    </ul>
  );
}

interface LineProps {
  task: string;
  check: string;
  title: string;
  hints: number;
  language: Language;
}

function CheckLine({ task, check, title: template, hints, language }: LineProps) {
  const text = labTextOf(language);
  const title = useStore(labStore, (state) => fillParameters(template, state.attempt?.parameters ?? {}));
  const verdict = useStore(labStore, (state) => verdictOf(state, task, check));
  const isShown = useStore(labStore, (state) => isJudged(state, task, check));
  const waiting = useStore(labStore, (state) => waitingFor(state, task, check));
  const isCauseTold = useStore(labStore, (state) => isFirstWithCause(state, task, check));
  const shown = shownOutcome(verdict, isShown);
  const isExplained = shown === 'fail' || shown === 'inconclusive' || shown === 'waiting';
  return (
    <li class="check" data-check={check} data-outcome={shown}>
      <span class="sign" aria-hidden="true">
        {signs[shown]}
      </span>
      <div class="check-body">
        <p class="check-title">
          {title}
          <span class="sr-only">: {text.outcome[shown]}</span>
          {verdict?.pending && shown === 'waiting' && isShown && <span class="pending"> {text.pending}</span>}
        </p>
        {verdict && shown === 'not-begun' && waiting > 0 && (
          <p class="missing">
            <InlineText text={verdict.message[language]} />
            {text.waitForIt(waiting)}
          </p>
        )}
        {verdict && isExplained && (
          <div class="why">
            <CheckWhy verdict={verdict} isShown={isShown && !verdict.pending} language={language} />
          </div>
        )}
        {verdict?.because && shown !== 'pass' && isCauseTold && <p class="because">{verdict.because[language]}</p>}
        {shown !== 'pass' && verdict && (
          <Hints task={task} check={check} title={title} hints={hints} language={language} />
        )}
      </div>
    </li>
  );
}

/** How many checks of the lab wait for the object that this one waits for; 0 for all but the first of them, which speaks for the others. */
function waitingFor(state: LabState, task: string, check: string): number {
  const missing = verdictOf(state, task, check)?.missing;
  if (missing === undefined) return 0;
  const all = shownVerdicts(state).filter((verdict) => verdict.outcome === 'fail' && verdict.missing === missing);
  return all[0]?.task === task && all[0].check === check ? all.length : 0;
}

/** Whether no check above it in its task has the same cause. */
function isFirstWithCause(state: LabState, task: string, check: string): boolean {
  const because = verdictOf(state, task, check)?.because;
  const first = shownVerdicts(state).find(
    (verdict) => verdict.task === task && verdict.outcome !== 'pass' && verdict.because?.en === because?.en,
  );
  return first?.check === check;
}

/** The hints of a check, shown one after another. The last one takes the focus, as the button that had it goes away. */
function Hints({ task, check, title, hints: all, language }: LineProps) {
  const text = labTextOf(language);
  const last = useRef<HTMLParagraphElement>(null);
  const isAsked = useRef(false);
  const hints = useStore(labStore, (state) => verdictOf(state, task, check)?.hints) ?? [];
  const isLive = useStore(labStore, (state) => state.attempt?.state === 'ready');
  const busy = useStore(labStore, (state) => state.busy);
  useEffect(() => {
    if (isAsked.current && hints.length >= all) last.current?.focus();
  }, [hints.length, all]);
  return (
    <div class="hints" aria-live="polite">
      {hints.map((hint, index) => (
        <p class="hint" key={index} tabIndex={-1} ref={index === hints.length - 1 ? last : null}>
          <span class="hint-number">{text.hint(index + 1, Math.max(all, hints.length))}</span>{' '}
          <HintText text={hint[language]} />
        </p>
      ))}
      {isLive && hints.length < all && (
        <Button
          class="quiet"
          isOff={busy !== null}
          aria-label={`${hints.length === 0 ? text.showHint : text.nextHint}: ${title}`}
          onClick={() => {
            isAsked.current = true;
            void revealHint(task, check);
          }}
        >
          {hints.length === 0 ? text.showHint : text.nextHint}
        </Button>
      )}
    </div>
  );
}
