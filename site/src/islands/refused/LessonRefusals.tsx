import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { refusedCells } from './refused.ts';
import { problemText } from '../problem/problem-text.ts';
import { useStore } from '../state/store.ts';

/** At the top of a lesson: the cells that this server does not run, and why. Nothing for a single one, which says so itself. */
export default function LessonRefusals({ language }: { language: Language }) {
  const refused = useStore(refusedCells, (all) => all);
  if (refused.flatMap(({ cells }) => cells).length < 2) return null;
  const text = textOf(language);
  const told = refused.map(({ cells, problem }) => ({ cells, ...problemText(problem, language) }));
  return (
    <div class="lesson-refused not-content" role="note">
      {told.map(({ cells, message, fix }, index) => (
        <p key={message}>
          <strong>{text.refusedCells(cells)}</strong> {message}{' '}
          {told.slice(index + 1).every((later) => later.fix !== fix) && fix}
        </p>
      ))}
    </div>
  );
}
