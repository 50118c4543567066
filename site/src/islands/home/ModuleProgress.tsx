import type { Language } from '@drydock/model';
import { useEffect } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { loadProgress, progressStore } from '../progress/progress.ts';
import { useStore } from '../state/store.ts';

/** How much of a module is done, as a bar with words: lessons read to their end, questions answered right, labs with full points. */
export default function ModuleProgress({
  lessons,
  quizzes,
  labs,
  language,
}: {
  lessons: string[];
  quizzes: string[];
  labs: string[];
  language: Language;
}) {
  const done = useStore(progressStore, (progress) => {
    if (!progress) return 0;
    const isFull = (lab: string) => {
      const best = progress.labs[lab]?.best;
      return best ? best.points === best.maxPoints : false;
    };
    return (
      lessons.filter((lesson) => progress.lessons[lesson] === 'read').length +
      quizzes.filter((quiz) => progress.quizzes[quiz]?.correct).length +
      labs.filter(isFull).length
    );
  });
  useEffect(() => void loadProgress(), []);
  const all = lessons.length + quizzes.length + labs.length;
  return (
    <p class="module-progress">
      <progress max={all} value={done} aria-label={textOf(language).progressLabel(done, all)} />
      <span aria-hidden="true">
        {done}/{all}
      </span>
    </p>
  );
}
