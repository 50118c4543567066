import type { Language } from '@drydock/model';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { dismissReached, labStore } from '../attempt/session.ts';
import { reachedPoint } from '../attempt/state.ts';
import { Button } from '../controls/Button.tsx';
import { useStore } from '../state/store.ts';

/** Says once that the end of a task was reached: the student may stop here and go on another day. */
export function ReachedPoint({ tasks, language }: { tasks: LabOutline['tasks']; language: Language }) {
  const text = labTextOf(language);
  const reached = useStore(labStore, reachedPoint);
  const title = tasks.find(({ id }) => id === reached)?.title;
  if (title === undefined) return null;
  return (
    <p class="notice reached-point" data-kind="done">
      <span>
        <strong>{text.reachedTitle(title)}</strong> {text.reachedBody(title)}
      </span>
      <span class="notice-buttons">
        <Button class="quiet" onClick={dismissReached}>
          {text.dismiss}
        </Button>
      </span>
    </p>
  );
}

/** Where the attempt began, when that was not with nothing done. */
export function BeganAfter({ tasks, language }: { tasks: LabOutline['tasks']; language: Language }) {
  const title = useStore(labStore, ({ attempt }) =>
    attempt && attempt.state !== 'ended' ? tasks.find(({ id }) => id === attempt.from)?.title : undefined,
  );
  return title === undefined ? null : <p class="began-after">{labTextOf(language).beganAfter(title)}</p>;
}
