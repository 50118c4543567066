import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCatalogue, readCourse } from '../catalogue.ts';
import { labNew, listing } from './lab-new.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-new-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('a new lab lints clean, in both languages, however long its id is', async () => {
  const ids = ['rolling-update', `a${'-long'.repeat(12)}er`];
  for (const id of ids) expect(await labNew(id, { directory })).toBe(0);
  const { labs, problems } = await readCatalogue(directory);
  expect(problems).toEqual([]);
  expect([...labs.keys()].toSorted()).toEqual(ids.toSorted());
  const lab = labs.get('rolling-update');
  expect(lab?.tasks.map((task) => task.checks.map(({ id, title }) => [id, title.en === title.zh]))).toEqual([
    [
      ['mark', false],
      ['running', false],
    ],
  ]);
});

test('it belongs to the lesson that was asked for; one that does not exist is refused', async () => {
  await labNew('one', { directory, lesson: 'resources/memory' });
  expect((await readCatalogue(directory)).labs.get('one')?.lesson).toBe('resources/memory');
  await expect(labNew('two', { directory, lesson: 'resources/memroy' })).rejects.toMatchObject({
    message: 'The course has no lesson "resources/memroy".',
    fix: expect.stringContaining('resources/memory'),
  });
});

test('to list it in the catalogue is asked for only when it is not listed', async () => {
  const course = await readCourse();
  expect(listing('rolling-update-of-nobody', course)).toContain('under `labs` of its lesson in content/course.json');
  expect(listing('memory-limit', course)).toBe('');
});

test('a bad id and a taken one are refused, and what is there is left alone', async () => {
  await expect(labNew('Rolling Update', { directory })).rejects.toMatchObject({
    code: 'bad_request',
    message: '"Rolling Update" cannot be the id of a lab.',
  });
  await expect(labNew('../out', { directory })).rejects.toMatchObject({ code: 'bad_request' });
  await mkdir(join(directory, 'taken'));
  await expect(labNew('taken', { directory })).rejects.toMatchObject({ code: 'conflict' });
});
