import type { Language } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { progressStore } from '../progress/progress.ts';
import { useStore } from '../state/store.ts';

/** That a lesson was read to its end. */
export default function LessonMark({ lesson, language }: { lesson: string; language: Language }) {
  const isRead = useStore(progressStore, (progress) => progress?.lessons[lesson] === 'read');
  return isRead ? (
    <span class="read-mark">
      <span aria-hidden="true">✓ </span>
      {textOf(language).lessonRead}
    </span>
  ) : null;
}
