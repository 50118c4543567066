import type { Progress, RecordProgress } from '@drydock/model';
import { readProgress } from '../api/guards.ts';
import { request, type Outcome } from '../api/request.ts';
import { createStore } from '../state/store.ts';
import { recall, remember } from '../state/memory.ts';

/** The student's progress as the server has it; null until it answered. */
export const progressStore = createStore<Progress | null>(null);

let loading: Promise<Outcome<Progress>> | undefined;

/** Loads the progress once for the page; with `isAgain` afresh. */
export function loadProgress(isAgain = false): Promise<Outcome<Progress>> {
  if (isAgain) loading = undefined;
  loading ??= request('GET', '/progress', readProgress).then((outcome) => {
    if (outcome.ok) progressStore.set(outcome.value);
    else loading = undefined;
    return outcome;
  });
  return loading;
}

/** An answer to a quiz question. */
export interface QuizAnswer {
  choice: number;
  correct: boolean;
}

/** The kept answer to a question: what the server has, else what this browser remembers. */
export function quizAnswer(progress: Progress | null, quiz: string): QuizAnswer | null {
  return progress?.quizzes[quiz] ?? recall<QuizAnswer | null>(`quiz.${quiz}`, null);
}

/** Keeps an answer on the server and in this browser; without a server it stays in this browser. */
export async function keepQuizAnswer(quiz: string, answer: QuizAnswer): Promise<void> {
  remember(`quiz.${quiz}`, answer);
  await record({ quiz, ...answer });
}

/** Marks a lesson, `<module>/<lesson>`, as read to its end. */
export async function keepLessonRead(lesson: string): Promise<void> {
  const outcome = await loadProgress();
  if (outcome.ok && outcome.value.lessons[lesson] !== 'read') await record({ lesson });
}

/** Remembers the lesson as the place to continue from, on the server for every device. */
export async function keepLessonOpen(lesson: string): Promise<void> {
  remember('lesson', lesson);
  await record({ opened: lesson });
}

/** The lesson opened last in this browser, as `<module>/<lesson>`. */
export function lastLesson(): string | null {
  return recall<string | null>('lesson', null);
}

async function record(what: RecordProgress): Promise<void> {
  const outcome = await request('POST', '/progress', readProgress, what);
  if (outcome.ok) progressStore.set(outcome.value);
}
