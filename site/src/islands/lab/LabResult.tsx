import type { Language } from '@drydock/model';
import { useEffect } from 'preact/hooks';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { tagOf } from '../../text/text.ts';
import { bestOf, labStore } from '../attempt/session.ts';
import { loadProgress, progressStore } from '../progress/progress.ts';
import { useStore } from '../state/store.ts';
import { LabSolution } from './LabSolution.tsx';
import { NextSteps, type NextStep } from './NextSteps.tsx';

/** The result of the last submission with its tasks and where to go on, or the best points of an earlier attempt. */
export default function LabResult({
  lab,
  outline,
  next,
  language,
}: {
  lab: string;
  outline: LabOutline;
  next: NextStep[];
  language: Language;
}) {
  const text = labTextOf(language);
  const submission = useStore(labStore, (state) => state.attempt?.submission ?? null);
  const best = useStore(progressStore, (progress) => bestOf(progress, lab));
  useEffect(() => void loadProgress(), []);
  const date = (at: string) =>
    new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  if (!submission)
    return (
      best && (
        <div class="best">
          <p>
            {text.bestScore(best.points, best.maxPoints)} · {date(best.at)}
          </p>
          <LabSolution lab={lab} language={language} />
        </div>
      )
    );
  const isFull = submission.points === submission.maxPoints;
  return (
    <section class="result" aria-labelledby="result-title" data-full={isFull}>
      <h2 id="result-title">{text.resultTitle}</h2>
      <p class="result-points">
        <strong>{text.pointsOf(submission.points, submission.maxPoints)}</strong>
        <span>{date(submission.at)}</span>
      </p>
      <p>{isFull ? text.resultFull : text.resultPart}</p>
      <ul aria-label={text.resultTasks}>
        {outline.tasks.map((task) => {
          const verdicts = submission.verdicts.filter((verdict) => verdict.task === task.id);
          const isDone = verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'pass');
          return (
            <li key={task.id} data-done={isDone}>
              <span class="sign" aria-hidden="true">
                {isDone ? '●' : '✕'}
              </span>
              <span class="result-task">
                <a href={`#task-${task.id}`}>{task.title}</a>
                <span class="sr-only">: {isDone ? text.outcome.pass : text.outcome.fail}</span>
              </span>
              <span class="result-task-points">{text.pointsOf(isDone ? task.points : 0, task.points)}</span>
            </li>
          );
        })}
      </ul>
      {isFull && <NextSteps next={next} language={language} />}
      {best && best.id !== submission.id && best.points > submission.points && (
        <p class="best">{text.bestScore(best.points, best.maxPoints)}</p>
      )}
      <LabSolution lab={lab} language={language} />
    </section>
  );
}
