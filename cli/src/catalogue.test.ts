import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCourse } from './catalogue.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'course-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string | Uint8Array) {
  const path = join(folder, 'course.json');
  await writeFile(path, text);
  return readCourse(path);
}

const text = '{\n  "modules": []\n}\n';

test('a catalogue saved by an editor of Windows is read like any other', async () => {
  const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
  expect(await read(windows)).toEqual({ modules: [] });
  expect(await read(Buffer.from(windows, 'utf16le'))).toEqual({ modules: [] });
});

test('a file that is no catalogue is named with what is wrong', async () => {
  await expect(read('{ "modules": ')).rejects.toThrow(/course\.json is not a course catalogue: .*JSON/);
});
