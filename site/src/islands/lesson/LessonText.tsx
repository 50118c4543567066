import type { Language } from '@drydock/model';
import { useEffect, useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { keepLessonOpen, keepLessonRead, loadProgress, progressStore } from '../progress/progress.ts';
import { nameCodeRegions } from './code-regions.ts';
import { remember } from '../state/memory.ts';
import { offerTerminalCopies } from '../terminal/clipboard/copy-buttons.ts';

/** Stands at the end of a lesson: when it comes into view the lesson counts as read. Also gives shell blocks their "Copy to terminal" button. */
export default function LessonText({ lesson, language }: { lesson: string; language: Language }) {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    remember('language', language);
    void keepLessonOpen(lesson);
    const root = document.querySelector<HTMLElement>('main');
    const text = textOf(language);
    if (root) {
      offerTerminalCopies(root, text);
      nameCodeRegions(root, text.codeBlock);
    }
    const mark = () => markRead(text.lessonRead);
    const unsubscribe = progressStore.subscribe(mark);
    void loadProgress().then(mark);
    if (!end.current) return unsubscribe;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void keepLessonRead(lesson);
    });
    observer.observe(end.current);
    return () => {
      observer.disconnect();
      unsubscribe();
    };
  }, []);
  return <span ref={end} class="lesson-end" aria-hidden="true" />;
}

// The course tree is Starlight's; a tick beside a lesson says that it was read.
function markRead(words: string): void {
  for (const link of document.querySelectorAll<HTMLElement>('a[data-lesson]')) {
    if (progressStore.get()?.lessons[link.dataset['lesson'] ?? ''] !== 'read' || 'read' in link.dataset) continue;
    link.dataset['read'] = '';
    const said = document.createElement('span');
    said.className = 'sr-only';
    said.textContent = ` (${words})`;
    link.append(said);
  }
}
