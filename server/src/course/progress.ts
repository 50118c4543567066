import type { Progress, RecordProgress } from '@drydock/model';
import type { Attempts } from '../attempts/attempts.ts';
import type { Store } from '../attempts/store.ts';
import { studentNamed } from '../identity/principal.ts';
import { toSubmission } from '../submissions/shown.ts';
import type { Database } from '../database/open.ts';

/**
 * What each student has done: lessons read and the one opened last, quizzes answered, and per lab the
 * best submission, the living attempt and the tasks whose end was reached.
 */
export interface ProgressBook {
  read(user: string): Promise<Progress>;
  /** Notes one thing done and returns all progress. A quiz keeps its latest answer. */
  record(user: string, done: RecordProgress): Promise<Progress>;
}

export function createProgressBook(
  database: Database,
  store: Pick<Store, 'ensureUser'>,
  attempts: Pick<Attempts, 'list'>,
): ProgressBook {
  async function labs(user: string): Promise<Progress['labs']> {
    const access = { principal: studentNamed(user), action: 'attempt.list' } as const;
    const found: Progress['labs'] = {};
    const rows = await database
      .selectFrom('submissions')
      .selectAll()
      .where('user', '=', user)
      .orderBy('points', 'desc')
      .orderBy('at')
      .execute();
    for (const row of rows) found[row.lab] ??= { best: toSubmission(row), attempt: null };
    for (const { id, lab } of attempts.list(access)) found[lab] = { best: found[lab]?.best ?? null, attempt: id };
    const points = await database
      .selectFrom('resumePoints')
      .selectAll()
      .where('user', '=', user)
      .orderBy('at')
      .execute();
    for (const [lab, reached] of Map.groupBy(points, (point) => point.lab))
      found[lab] = { best: null, attempt: null, ...found[lab], reached: reached.map(({ task }) => task) };
    return found;
  }

  async function read(user: string): Promise<Progress> {
    const lessons = await database.selectFrom('lessonsRead').select('lesson').where('user', '=', user).execute();
    const last = await database.selectFrom('lastLessons').selectAll().where('user', '=', user).executeTakeFirst();
    const answers = await database.selectFrom('quizAnswers').selectAll().where('user', '=', user).execute();
    return {
      labs: await labs(user),
      lessons: Object.fromEntries(lessons.map(({ lesson }) => [lesson, 'read' as const])),
      quizzes: Object.fromEntries(answers.map(({ quiz, choice, correct, at }) => [quiz, { choice, correct, at }])),
      last: last ? { lesson: last.lesson, at: last.at } : null,
    };
  }

  return {
    read,

    async record(user, done) {
      const at = new Date().toISOString();
      await store.ensureUser(user);
      if ('lesson' in done) {
        await database
          .insertInto('lessonsRead')
          .values({ user, lesson: done.lesson, at })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      } else if ('opened' in done) {
        const place = { lesson: done.opened, at };
        await database
          .insertInto('lastLessons')
          .values({ user, ...place })
          .onConflict((conflict) => conflict.column('user').doUpdateSet(place))
          .execute();
      } else {
        const answer = { choice: done.choice, correct: done.correct, at };
        await database
          .insertInto('quizAnswers')
          .values({ user, quiz: done.quiz, ...answer })
          .onConflict((conflict) => conflict.columns(['user', 'quiz']).doUpdateSet(answer))
          .execute();
      }
      return read(user);
    },
  };
}
