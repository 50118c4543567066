import type { Language } from '@drydock/model';
import type { NextStep } from '../islands/lab/NextSteps.tsx';
import type { PlacedLesson } from './catalogue.ts';

/** Where to go on after a lab, in course order: the next lab, and the next written lesson after the lab's own. */
export function nextSteps(
  lab: { id: string; lesson: string },
  labs: ReadonlyMap<string, { id: string; title: string }>,
  written: readonly PlacedLesson[],
  language: Language,
): NextStep[] {
  const ordered = written.flatMap(({ lesson }) => lesson.labs.flatMap((id) => labs.get(id) ?? []));
  const place = ordered.findIndex(({ id }) => id === lab.id);
  const nextLab = place < 0 ? undefined : ordered[place + 1];
  const own = written.findIndex(({ module, lesson }) => `${module.id}/${lesson.id}` === lab.lesson);
  const nextLesson = own < 0 ? undefined : written[own + 1];
  const steps: NextStep[] = [];
  if (nextLab) steps.push({ kind: 'lab', href: `/${language}/labs/${nextLab.id}/`, label: nextLab.title });
  if (nextLesson) {
    const { module, lesson } = nextLesson;
    const href = `/${language}/${module.id}/${lesson.id}/`;
    steps.push({ kind: 'lesson', href, label: `${lesson.number} ${lesson.title[language]}` });
  }
  return steps;
}
