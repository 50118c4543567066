import type { Progress } from '@drydock/model';

/** Takes what a page tells of a student's reading into their progress. */
export function noteProgress(progress: Progress, body: Readonly<Record<string, unknown>>, at: string): void {
  const { lesson, opened, quiz, choice, correct } = body;
  if (typeof lesson === 'string') progress.lessons[lesson] = 'read';
  if (typeof opened === 'string') progress.last = { lesson: opened, at };
  if (typeof quiz === 'string') progress.quizzes[quiz] = { choice: Number(choice), correct: correct === true, at };
}
