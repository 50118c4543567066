import type { Language } from '@drydock/model';
import { useState } from 'preact/hooks';
import { textOf } from '../../text/text.ts';

/** What can be taken away of a lesson with cells: a notebook with the student's outputs, and a hand-out on paper. */
export default function TakeAway({ lesson, language }: { lesson: string; language: Language }) {
  const text = textOf(language);
  const [said, say] = useState('');
  const download = async () => {
    const { downloadNotebook } = await import('./download.ts');
    const { message, fix } = text.network;
    say((await downloadNotebook(lesson)) ? '' : `${message} ${fix}`);
  };
  return (
    <p class="take-away not-content">
      <button type="button" class="plain" onClick={() => void download()}>
        {text.downloadNotebook}
      </button>
      <button type="button" class="plain" onClick={() => print()}>
        {text.printLesson}
      </button>
      <span role="status">{said}</span>
    </p>
  );
}
