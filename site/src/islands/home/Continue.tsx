import type { Language } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { lastLesson, loadProgress, progressStore } from '../progress/progress.ts';
import { remember } from '../state/memory.ts';
import { useStore } from '../state/store.ts';
import { whereNext, type HomeLesson, type Place } from './where-next.ts';
import { sitePath } from '../../site-path.ts';

/** Where to go on; for a newcomer the first lesson, and the first lab, whose Start is one click away. */
export default function Continue({ lessons, language }: { lessons: HomeLesson[]; language: Language }) {
  const text = textOf(language);
  const progress = useStore(progressStore, (state) => state);
  const [isAsked, setAsked] = useState(false);
  const [here, setHere] = useState<string | null>(null);
  useEffect(() => {
    remember('language', language);
    setHere(lastLesson());
    void loadProgress().then(() => setAsked(true));
  }, []);
  const places = whereNext(lessons, progress, here).slice(0, 3);
  const isNew = places.length === 0;
  const words: Record<Place['kind'], string> = {
    'lab-under-way': text.continueLab,
    lesson: text.continueLesson,
    'next-lab': text.continueNextLab,
    'next-lesson': text.continueNextLesson,
  };
  const [first] = lessons;
  const firstLab = lessons.flatMap(({ labs }) => labs)[0];
  const doors = [
    ...(first ? [{ path: `${first.id}/`, label: first.label, words: text.beginFirst }] : []),
    ...(firstLab ? [{ path: `labs/${firstLab.id}/`, label: firstLab.label, words: text.beginWithLab }] : []),
  ];
  const shown = isNew ? doors : places.map(({ kind, path, label }) => ({ path, label, words: words[kind] }));
  // Until the server has answered the place is kept, so that nothing below moves.
  return (
    <nav class="continue" aria-label={text.continueTitle} data-known={isAsked}>
      <p class="continue-words">{isNew ? text.continueNothing : text.continueTitle}</p>
      <ul>
        {shown.map(({ path, label, words: kind }) => (
          <li key={`${kind} ${path}`}>
            <a class="go" href={sitePath(`/${language}/${path}`)}>
              <small>{kind}</small>
              {label} <span aria-hidden="true">→</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
