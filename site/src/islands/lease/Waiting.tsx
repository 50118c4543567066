import type { Language, ListedAttempt, Problem, Step } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { readListed } from '../api/guards.ts';
import { request } from '../api/request.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { sitePath } from '../../site-path.ts';

/** A lab by its name. */
export interface LabName {
  id: string;
  title: string;
}

/** While a start waits for a place: why, and the student's own labs that hold one, each with a way to end it. */
export function Waiting(props: {
  /** The attempt or playground that waits. */
  own: string | null;
  steps: readonly Step[];
  labs: readonly LabName[];
  onProblem: (problem: Problem) => void;
  language: Language;
}) {
  const { own, steps, labs, onProblem, language } = props;
  const text = textOf(language);
  const queue = steps.find(({ id }) => id === 'queue');
  const [holding, setHolding] = useState<readonly ListedAttempt[]>([]);
  const [asked, ask] = useState<ListedAttempt | null>(null);
  const look = async () => {
    const found = await request('GET', '/attempts', readListed);
    if (found.ok) setHolding(found.value.filter((other) => other.id !== own && other.holdsPlace));
  };
  useEffect(() => void look(), [own, queue?.queue?.place]);
  const end = async ({ id }: ListedAttempt) => {
    const ended = await request('DELETE', `/attempts/${encodeURIComponent(id)}`, () => true);
    if (!ended.ok) onProblem(ended.problem);
    await look();
  };
  const titleOf = ({ lab }: ListedAttempt) => labs.find(({ id }) => id === lab)?.title ?? lab;
  if (queue?.state !== 'running') return null;
  return (
    <div class="waiting">
      <p>{text.queueWhy}</p>
      {holding.length > 0 && (
        <>
          <p id="holding">{text.holdsPlace}</p>
          <ul aria-labelledby="holding">
            {holding.map((attempt) => (
              <li key={attempt.id}>
                <a href={sitePath(`/${language}/labs/${attempt.lab}/`)}>{titleOf(attempt)}</a>
                <small>
                  {attempt.submission
                    ? text.submittedWith(attempt.submission.points, attempt.submission.maxPoints)
                    : text.notSubmittedYet}
                </small>
                <Button class="plain" aria-label={text.endOther(titleOf(attempt))} onClick={() => ask(attempt)}>
                  {text.endLab}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {asked && (
        <Dialog
          title={text.endOtherTitle(titleOf(asked))}
          confirm={text.endLab}
          cancel={text.cancel}
          isDanger
          onConfirm={() => void end(asked)}
          onClose={() => ask(null)}
        >
          {text.endBody}
        </Dialog>
      )}
    </div>
  );
}
