import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LessonPages, loadLessons } from '@drydock/lab';
import { languages } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { align, isMatch } from './output/align.ts';
import { openLessonKeys } from './keys.ts';
import type { LessonProof } from './proof.ts';
import { chooseLessons, proveLessons, type ProveLessonsOptions } from './prove-lessons.ts';
import { countLessons } from './report.ts';

let content: string;
beforeEach(async () => {
  content = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(content, { recursive: true }));

const page = (output: string, prose = 'Text.'): string =>
  `---\ntitle: a\n---\n\n${prose}\n\n\`\`\`sh cell\necho soup\n\`\`\`\n\n\`\`\`output\n${output}\n\`\`\`\n`;

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(content, file)), { recursive: true });
  await writeFile(join(content, file), text);
}

const keyOf = openLessonKeys({ kubernetes: '1', node: '2', workspace: '3', lab: { busybox: '4' } });
let runs: number;

/** Runs lessons whose only cell prints this. */
function running(found: string): ProveLessonsOptions['run'] {
  return async ({ id, pages }) => {
    runs += 1;
    const differences = languages.flatMap((language) => {
      const [cell] = pages[language]?.lesson.cells ?? [];
      const rows = align(cell?.output?.text ?? '', found);
      return isMatch(rows) ? [] : [{ language, place: `content/${pages[language]?.file ?? ''}:11`, rows }];
    });
    const ok = differences.length === 0;
    const cell = { cell: '1', ok, place: '', what: 'echo', exitCode: 0, seconds: 1, output: found, differences };
    const proof: LessonProof = {
      lesson: id,
      ok,
      isKept: false,
      seconds: 1,
      count: 1,
      cells: [cell],
      left: [],
      updated: [],
    };
    return proof;
  };
}

async function prove(options: Partial<ProveLessonsOptions> = {}): Promise<readonly LessonProof[]> {
  runs = 0;
  const { lessons } = await loadLessons(content);
  return proveLessons(chooseLessons(lessons, []), {
    content,
    keyOf,
    run: running('soup'),
    jobs: 2,
    isFresh: false,
    isUpdating: false,
    isKeeping: true,
    compared: languages,
    ...options,
  });
}

async function lesson(en: string, zh = en): Promise<void> {
  await write('en/a/b.mdx', en);
  await write('zh/a/b.mdx', zh);
}

test('what is proved is kept until a cell, an output or an image changes; prose changes nothing', async () => {
  await lesson(page('soup'));
  expect(await prove()).toMatchObject([{ ok: true, isKept: false }]);
  expect(await prove()).toMatchObject([{ ok: true, isKept: true }]);
  expect(runs).toBe(0);
  await lesson(page('soup', 'Other text.'));
  expect(await prove()).toMatchObject([{ isKept: true }]);
  expect(await prove({ isFresh: true })).toMatchObject([{ isKept: false }]);
  const other = openLessonKeys({ kubernetes: '2', node: '2', workspace: '3', lab: { busybox: '4' } });
  expect(await prove({ keyOf: other, isKeeping: false })).toMatchObject([{ isKept: false }]);
  await lesson(page('s…p'));
  expect(await prove()).toMatchObject([{ ok: true, isKept: false }]);
});

test('a machine that only tests writes nothing, and one language proves nothing', async () => {
  await lesson(page('soup'));
  await prove({ isKeeping: false });
  await prove({ compared: ['en'] });
  await expect(readFile(join(content, 'proofs/a/b.json'))).rejects.toThrow('ENOENT');
});

test('a lesson that differs is red, and nothing is kept of it', async () => {
  await lesson(page('stew'));
  const proofs = await prove();
  expect(proofs).toMatchObject([{ ok: false }]);
  expect(countLessons(proofs)).toBe('0 passed, 1 failed, 0 skipped');
  expect(await prove()).toMatchObject([{ ok: false, isKept: false }]);
});

test('an update writes both languages, and the lesson is proved as it is then', async () => {
  await lesson(page('stew'), page('salad'));
  expect(await prove({ isUpdating: true })).toMatchObject([{ ok: true, updated: ['en/a/b.mdx', 'zh/a/b.mdx'] }]);
  expect(await readFile(join(content, 'zh/a/b.mdx'), 'utf8')).toBe(page('soup'));
  expect(await prove()).toMatchObject([{ ok: true, isKept: true }]);
});

test('languages whose cells differ are not run', async () => {
  await lesson(page('soup'), page('soup').replace('echo', 'printf'));
  expect(await prove()).toMatchObject([{ ok: false, problem: { code: 'bad_request' } }]);
  expect(runs).toBe(0);
  expect(countLessons(await prove())).toBe('0 passed, 1 failed, 1 skipped');
});

test('a lesson is chosen by its id, and one without cells has nothing to run', async () => {
  await lesson(page('soup'));
  await write('en/a/old.mdx', '---\ntitle: a\n---\n');
  const { lessons } = await loadLessons(content);
  const ids = (chosen: readonly LessonPages[]): readonly string[] => chosen.map(({ id }) => id);
  expect(ids(chooseLessons(lessons, []))).toEqual(['a/b']);
  expect(ids(chooseLessons(lessons, ['a/old']))).toEqual([]);
  expect(() => chooseLessons(lessons, ['a/c'])).toThrow('There is no lesson "a/c".');
});
