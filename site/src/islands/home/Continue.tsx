import type { Language } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { lastLesson, loadProgress, progressStore } from '../progress/progress.ts';
import { remember } from '../shared/memory.ts';
import { useStore } from '../shared/store.ts';

interface Place {
  id: string;
  label: string;
}

/** Where to go on: labs under way and the lesson read last; for a newcomer the first lesson, and the first that has a lab. */
export default function Continue({
  lessons,
  first,
  firstWithLab,
  labs,
  language,
}: {
  lessons: Place[];
  first: string | undefined;
  firstWithLab: string | undefined;
  labs: Place[];
  language: Language;
}) {
  const text = textOf(language);
  const progress = useStore(progressStore, (state) => state);
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => {
    remember('language', language);
    setLast(lastLesson());
    void loadProgress();
  }, []);
  const underWay = labs.filter(({ id }) => progress?.labs[id]?.attempt);
  const lesson = lessons.find(({ id }) => id === last);
  if (underWay.length === 0 && !lesson) {
    const doors = [
      { id: first, words: text.beginFirst },
      { id: firstWithLab, words: text.beginWithLab },
    ].flatMap(({ id, words }) => lessons.filter((one) => one.id === id).map((one) => ({ ...one, words })));
    return (
      <nav class="continue" aria-label={text.continueTitle}>
        <p class="continue-words">{text.continueNothing}</p>
        <ul>
          {doors.map(({ id, label, words }) => (
            <li key={words}>
              <a class="go" href={`/${language}/${id}/`}>
                <small>{words}</small>
                {label} <span aria-hidden="true">→</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    );
  }
  return (
    <nav class="continue" aria-label={text.continueTitle}>
      <p class="continue-words">{text.continueTitle}</p>
      <ul>
        {underWay.map(({ id, label }) => (
          <li key={id}>
            <a class="go" href={`/${language}/labs/${id}/`}>
              <small>{text.continueLab}</small>
              {label} <span aria-hidden="true">→</span>
            </a>
          </li>
        ))}
        {lesson && (
          <li>
            <a class="go" href={`/${language}/${lesson.id}/`}>
              <small>{text.continueLesson}</small>
              {lesson.label} <span aria-hidden="true">→</span>
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}
