import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@drydock/host';
import { hasCells, type LessonPages, loadLessons, sameCells } from '@drydock/lab';
import { CourseError, type Language, languages, plainText, type Problem, SandboxProfile } from '@drydock/model';
import { readKeptProof, writeKeptProof } from './kept-proof.ts';
import type { LessonKeys } from './keys.ts';
import type { LessonProof } from './proof.ts';
import { rewriteOutputs } from './output/rewrite.ts';

export interface ProveLessonsOptions {
  /** The folder of the lessons. */
  readonly content: string;
  readonly keyOf: LessonKeys;
  /** Runs a lesson from top to bottom in a sandbox of this profile. Only so many as `jobs` run side by side. */
  readonly run: (lesson: LessonPages, profile: SandboxProfile, compared: readonly Language[]) => Promise<LessonProof>;
  readonly jobs: number;
  /** Runs what was proved before, too. */
  readonly isFresh: boolean;
  /** Rewrites the outputs that differ. */
  readonly isUpdating: boolean;
  /** Whether proofs are written. */
  readonly isKeeping: boolean;
  /** The languages whose outputs are compared; a lesson is proved in all only. */
  readonly compared: readonly Language[];
  readonly onProof?: (proof: LessonProof) => void;
}

/** Proves lessons. What goes wrong with one is its problem; the others are proved all the same. */
export async function proveLessons(
  lessons: readonly LessonPages[],
  options: ProveLessonsOptions,
): Promise<readonly LessonProof[]> {
  const proofs = new Map<string, LessonProof>();
  const waiting = [...lessons];
  const work = async (): Promise<void> => {
    for (let lesson = waiting.shift(); lesson; lesson = waiting.shift()) {
      const proof = await proveOne(lesson, options);
      proofs.set(lesson.id, proof);
      options.onProof?.(proof);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return lessons.flatMap(({ id }) => proofs.get(id) ?? []);
}

async function proveOne(lesson: LessonPages, options: ProveLessonsOptions): Promise<LessonProof> {
  const { content, keyOf, isFresh, isUpdating, isKeeping, compared } = options;
  const { id, pages } = lesson;
  const count = (pages.en ?? pages.zh)?.lesson.cells.length ?? 0;
  const nothing: LessonProof = {
    lesson: id,
    ok: false,
    isKept: false,
    seconds: 0,
    count,
    cells: [],
    left: [],
    updated: [],
  };
  const isWhole = compared.length === languages.length;
  if (!sameCells(lesson)) return { ...nothing, problem: notSame(id) };
  const profile = SandboxProfile.catch('one-node').parse(pages.en?.lesson.frontmatter?.['profile'] ?? 'one-node');
  const kept = await readKeptProof(content, id);
  if (!isFresh && kept?.key === keyOf(lesson, profile))
    return { ...nothing, ok: true, isKept: true, seconds: kept.seconds };
  try {
    const proof = await options.run(lesson, profile, compared);
    const updated = isUpdating ? await update(lesson, proof, options) : [];
    const now = updated.length === 0 ? proof : settled(proof, updated);
    if (now.ok && isWhole && isKeeping) {
      const key = keyOf(updated.length === 0 ? lesson : await readAgain(content, id), profile);
      const at = new Date().toISOString().slice(0, 10);
      await writeKeptProof(content, id, { key, at, cells: count, seconds: now.seconds });
    }
    return now;
  } catch (error) {
    if (error instanceof Error && (error.name === 'AbortError' || ('code' in error && error.code === 'aborted')))
      throw error;
    const told =
      error instanceof CourseError
        ? error
        : new CourseError('internal', `${id} could not be run: ${String(error)}`, 'Run it again.', { cause: error });
    return { ...nothing, problem: told.toJSON() };
  }
}

/** Writes what was printed into the pages; returns the files that changed. */
async function update(
  { pages }: LessonPages,
  { cells }: LessonProof,
  { content, compared }: ProveLessonsOptions,
): Promise<readonly string[]> {
  const outputs = cells.map(({ output, problem }) => (problem === undefined ? output : undefined));
  const changed: string[] = [];
  for (const language of compared) {
    const page = pages[language];
    if (!page) continue;
    const path = join(content, page.file);
    const text = rewriteOutputs(page, outputs);
    // What the author saved meanwhile is not lost.
    if (text === page.text || plainText(await readFile(path, 'utf8')) !== page.text) continue;
    await writeAtomically(path, text);
    changed.push(page.file);
  }
  return changed;
}

/** A proof whose differences were written into the pages. */
function settled(proof: LessonProof, updated: readonly string[]): LessonProof {
  const cells = proof.cells.map((cell) => {
    const differences = cell.differences.filter(
      ({ place }) => !updated.some((file) => place.startsWith(`content/${file}:`)),
    );
    return { ...cell, differences, ok: cell.problem === undefined && differences.length === 0 };
  });
  const ok = cells.length === proof.count && proof.left.length === 0 && cells.every((cell) => cell.ok);
  return { ...proof, cells, ok, updated };
}

async function readAgain(content: string, id: string): Promise<LessonPages> {
  const { lessons } = await loadLessons(content);
  return lessons.find((lesson) => lesson.id === id) ?? { id, pages: {} };
}

function notSame(id: string): Problem {
  return new CourseError(
    'bad_request',
    `The cells of ${id} are not the same in both languages.`,
    'Run `npx drydock lesson lint`: it says where they differ.',
  ).toJSON();
}

/** The lessons of these ids, all that have cells without one; `not_found` names those there are. */
export function chooseLessons(lessons: readonly LessonPages[], ids: readonly string[]): readonly LessonPages[] {
  const runnable = lessons.filter(hasCells);
  const unknown = ids.filter((id) => !lessons.some((lesson) => lesson.id === id));
  if (unknown.length > 0)
    throw new CourseError(
      'not_found',
      `There is no lesson ${unknown.map((id) => JSON.stringify(id)).join(', ')}.`,
      `The lessons are: ${lessons.map(({ id }) => id).join(', ')}.`,
    );
  return runnable.filter(({ id }) => ids.length === 0 || ids.includes(id));
}
