import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Language, languages } from '@drydock/model';
import { openLessonKeys } from '../lesson/keys.ts';
import { chooseLessons, proveLessons } from '../lesson/prove-lessons.ts';
import { countLessons, describeLesson } from '../lesson/report.ts';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { driverOf } from '../setup/driver.ts';
import { createProgress, formatDuration } from '../setup/progress.ts';

/** What `drydock lesson test` may be told. */
export interface LessonTestOptions {
  readonly json: boolean;
  readonly jobs: number;
  /** Rewrites the outputs that differ, in both languages. */
  readonly update: boolean;
  /** Runs again what was proved before, each lesson in a new sandbox. */
  readonly fresh: boolean;
  /** Compares the outputs of this language alone; nothing is proved by that. */
  readonly language?: Language;
  readonly yes: boolean;
}

/** `drydock lesson test`: runs every cell of the lessons on a real cluster and compares what it prints with its output. */
export async function lessonTest(
  ids: readonly string[],
  { json, jobs, update, fresh, language, yes }: LessonTestOptions,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress();
  const content = join(checkout, 'content');
  const { formatLessonProblem, loadLessons } = await import('@drydock/lab');
  const { lessons: all, problems } = await loadLessons(content);
  const lessons = chooseLessons(all, ids);
  const broken = problems.filter(({ file }) => lessons.some(({ id }) => file.endsWith(`/${id}.mdx`)));
  for (const problem of broken) process.stdout.write(`${formatLessonProblem(problem)}\n`);
  await prepareAll({ purpose: 'start', saidYes: yes, progress, signal });
  const [{ proofRecipes }, { openClassrooms }] = await Promise.all([
    import('@drydock/images'),
    import('../lesson/classrooms.ts'),
  ]);
  const temporary = await mkdtemp(join(tmpdir(), 'drydock-lesson-'));
  const startedAt = performance.now();
  try {
    // npm test --prove all proves everything again; lessons then share sandboxes, as students' lessons do.
    const isAll = process.env['DRYDOCK_PROVE'] === 'all';
    await using rooms = openClassrooms({
      driver: await driverOf(temporary),
      isFresh: fresh,
      signal,
      onStep: (lesson) => (step) =>
        progress.show({ ...step, id: `${lesson}-${step.id}`, title: `${lesson}: ${step.title}` }),
    });
    const proofs = await proveLessons(lessons, {
      content,
      keyOf: openLessonKeys(await proofRecipes()),
      run: (lesson, profile, compared) => rooms.run(lesson, profile, compared),
      jobs,
      isFresh: fresh || isAll,
      isUpdating: update,
      // A machine that only tests leaves the checkout as it is.
      isKeeping: !process.env['CI'],
      compared: language === undefined ? languages : [language],
      onProof: (proof) => {
        if (!json) process.stdout.write(`${describeLesson(proof)}\n`);
      },
    });
    if (json) process.stdout.write(`${JSON.stringify(proofs, undefined, 2)}\n`);
    progress.line(`Wall time: ${formatDuration((performance.now() - startedAt) / 1000)}`);
    if (!json) process.stdout.write(`${countLessons(proofs)}\n`);
    return proofs.every(({ ok }) => ok) && broken.length === 0 ? 0 : 1;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
