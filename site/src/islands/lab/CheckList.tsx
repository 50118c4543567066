import { fillParameters, type Language } from '@drydock/model';
import type { LabOutline } from '../../course/outline.ts';
import { textOf } from '../../text/text.ts';
import { labStore, revealHint } from '../attempt/session.ts';
import { checkKey, shownOutcome, verdictOf, type ShownOutcome } from '../attempt/state.ts';
import { useStore } from '../shared/store.ts';
import { InlineText } from '../shared/InlineText.tsx';

const signs: Record<ShownOutcome, string> = { waiting: '○', pass: '●', fail: '✕', inconclusive: '?' };

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
  const text = textOf(language);
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
  const text = textOf(language);
  const title = useStore(labStore, (state) => fillParameters(template, state.attempt?.parameters ?? {}));
  const verdict = useStore(labStore, (state) => verdictOf(state, task, check));
  const isJudged = useStore(labStore, (state) => state.judged.has(checkKey({ task, check })));
  const shown = shownOutcome(verdict, isJudged);
  const isExplained = shown === 'fail' || shown === 'inconclusive';
  return (
    <li class="check" data-check={check} data-outcome={shown}>
      <span class="sign" aria-hidden="true">
        {signs[shown]}
      </span>
      <div class="check-body">
        <p class="check-title">
          {title}
          <span class="sr-only">: {text.outcome[shown]}</span>
          {verdict?.pending && shown === 'waiting' && isJudged && <span class="pending"> {text.pending}</span>}
        </p>
        {isExplained && verdict && (
          <div class="why">
            <p>
              <InlineText text={verdict.message[language]} />
            </p>
            {(verdict.expected || verdict.actual !== undefined) && (
              <dl>
                {verdict.expected && (
                  <>
                    <dt>{text.expected}</dt>
                    <dd>
                      <InlineText text={verdict.expected[language]} />
                    </dd>
                  </>
                )}
                {verdict.actual !== undefined && (
                  <>
                    <dt>{text.actual}</dt>
                    <dd>
                      <code>{verdict.actual}</code>
                    </dd>
                  </>
                )}
              </dl>
            )}
          </div>
        )}
        {shown !== 'pass' && verdict && (
          <Hints task={task} check={check} title={title} hints={hints} language={language} />
        )}
      </div>
    </li>
  );
}

function Hints({ task, check, title, hints: all, language }: LineProps) {
  const text = textOf(language);
  const hints = useStore(labStore, (state) => verdictOf(state, task, check)?.hints) ?? [];
  const isLive = useStore(labStore, (state) => state.attempt?.state === 'ready');
  const busy = useStore(labStore, (state) => state.busy);
  return (
    <div class="hints" aria-live="polite">
      {hints.map((hint, index) => (
        <p class="hint" key={index}>
          <span class="hint-number">{text.hint(index + 1, Math.max(all, hints.length))}</span>{' '}
          <InlineText text={hint[language]} />
        </p>
      ))}
      {isLive && hints.length < all && (
        <button
          type="button"
          class="quiet"
          disabled={busy !== null}
          aria-label={`${hints.length === 0 ? text.showHint : text.nextHint}: ${title}`}
          onClick={() => void revealHint(task, check)}
        >
          {hints.length === 0 ? text.showHint : text.nextHint}
        </button>
      )}
    </div>
  );
}
