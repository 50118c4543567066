import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import { labStore } from '../attempt/session.ts';
import { verdictOf } from '../attempt/state.ts';
import { useStore } from '../state/store.ts';

/** A task's points, and that it is done once all its checks pass. */
export default function TaskMark({
  task,
  checks,
  points,
  language,
}: {
  task: string;
  checks: string[];
  points: number;
  language: Language;
}) {
  const text = labTextOf(language);
  const isDone = useStore(labStore, (state) =>
    checks.every((check) => verdictOf(state, task, check)?.outcome === 'pass'),
  );
  return (
    <span class="task-mark" data-pagefind-ignore data-done={isDone}>
      {text.points(points)}
      {isDone && <span class="task-done"> · {text.taskDone}</span>}
    </span>
  );
}
