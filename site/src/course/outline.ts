import type { Language, PublicLab } from '@drydock/model';

/** What the page needs to know of a lab before the server answers, in one language. */
export interface LabOutline {
  id: string;
  points: number;
  tasks: {
    id: string;
    title: string;
    points: number;
    /** A later attempt may begin after it, once its end was reached. */
    resume?: true;
    checks: { id: string; title: string; hints: number }[];
  }[];
}

/** A task after which an attempt may begin. */
export interface ResumePoint {
  id: string;
  title: string;
}

/** Returns the tasks of a lab after which an attempt may begin, in its order. */
export function resumePointsOf({ tasks }: LabOutline): ResumePoint[] {
  return tasks.filter(({ resume }) => resume).map(({ id, title }) => ({ id, title }));
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
      ...(task.resume && { resume: task.resume }),
      checks: task.checks.map((check) => ({ ...check, title: check.title[language] })),
    })),
  };
}
