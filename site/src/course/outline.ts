import type { Language, PublicLab } from '@drydock/model';

/** What the page needs to know of a lab before the server answers, in one language. */
export interface LabOutline {
  id: string;
  points: number;
  tasks: { id: string; title: string; points: number; checks: { id: string; title: string; hints: number }[] }[];
}

/** Returns the outline of a lab with its titles in one language. */
export function labOutline({ id, points, tasks }: PublicLab, language: Language): LabOutline {
  return {
    id,
    points,
    tasks: tasks.map((task) => ({
      id: task.id,
      title: task.title[language],
      points: task.points,
      checks: task.checks.map((check) => ({ ...check, title: check.title[language] })),
    })),
  };
}
