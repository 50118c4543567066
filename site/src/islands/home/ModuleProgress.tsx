import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { progressStore } from '../progress/progress.ts';
import { useStore } from '../shared/store.ts';

/** How many lessons of a module were read, as a bar with words. */
export default function ModuleProgress({ lessons, language }: { lessons: string[]; language: Language }) {
  const done = useStore(
    progressStore,
    (progress) => lessons.filter((lesson) => progress?.lessons[lesson] === 'read').length,
  );
  const label = textOf(language).progressLabel(done, lessons.length);
  return (
    <p class="module-progress">
      <progress max={lessons.length} value={done} aria-label={label} />
      <span aria-hidden="true">
        {done}/{lessons.length}
      </span>
    </p>
  );
}
