import type { Language } from '@drydock/model';
import type { NextStep } from '../islands/lab/NextSteps.tsx';
import type { OrderedModule } from './order.ts';
import { sitePath } from '../site-path.ts';

/** Where to go on after a lab, in course order: the next lab, and the lesson that comes next. */
export function nextSteps(
  lab: string,
  labs: ReadonlyMap<string, { id: string; title: string }>,
  order: readonly OrderedModule[],
  language: Language,
): NextStep[] {
  const lessons = order.flatMap((module) => module.lessons);
  const ordered = lessons.flatMap((one) => one.labs.flatMap((id) => labs.get(id) ?? []));
  const place = ordered.findIndex(({ id }) => id === lab);
  const nextLab = place < 0 ? undefined : ordered[place + 1];
  const own = lessons.findIndex((one) => one.labs.includes(lab));
  const nextLesson = own < 0 ? undefined : lessons[own + 1];
  const steps: NextStep[] = [];
  if (nextLab) steps.push({ kind: 'lab', href: sitePath(`/${language}/labs/${nextLab.id}/`), label: nextLab.title });
  if (nextLesson) {
    const { id, lesson } = nextLesson;
    steps.push({
      kind: 'lesson',
      href: sitePath(`/${language}/${id}/`),
      label: `${lesson.number} ${lesson.title[language]}`,
    });
  }
  return steps;
}
