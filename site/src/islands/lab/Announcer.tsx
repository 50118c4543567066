import type { Language } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import type { LabOutline } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { announcements } from '../attempt/announce.ts';
import { labStore } from '../attempt/session.ts';

/** Tells screen readers politely what changed in the lab. */
export function Announcer({
  tasks,
  maxPoints,
  language,
}: {
  tasks: LabOutline['tasks'];
  maxPoints: number;
  language: Language;
}) {
  const [said, say] = useState('');
  useEffect(() => {
    let before = labStore.get();
    return labStore.subscribe(() => {
      const after = labStore.get();
      const words = announcements(before, after, tasks, maxPoints, labTextOf(language));
      before = after;
      if (words.length > 0) say(words.join(' '));
    });
  }, []);
  return (
    <p class="sr-only" role="status" aria-live="polite">
      {said}
    </p>
  );
}
