import type { Language } from '@drydock/model';
import { useEffect, useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { keepLessonOpen, keepLessonRead } from '../progress/progress.ts';
import { remember } from '../shared/memory.ts';
import { offerTerminalCopies } from '../terminal/copy-buttons.ts';

/** Stands at the end of a lesson: when it comes into view the lesson counts as read. Also gives shell blocks their "Copy to terminal" button. */
export default function LessonText({ lesson, language }: { lesson: string; language: Language }) {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    remember('language', language);
    keepLessonOpen(lesson);
    const root = document.querySelector('main');
    if (root) offerTerminalCopies(root, textOf(language));
    if (!end.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void keepLessonRead(lesson);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  return <span ref={end} class="lesson-end" aria-hidden="true" />;
}
