import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenNode } from '../node.ts';
import type { View } from '../reading/view.ts';
import { marksGone, withMark } from './node.ts';

let folder: string;
let page: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-mark-'));
  page = join(folder, 'index.html');
  writeFileSync(page, 'the student’s own\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** This machine in the place of a node: its shell is the same. */
function nodeHere(beforeExec: (script: string) => Promise<void> = async () => undefined): OpenNode {
  return async () => ({
    async exec([file = '', ...args]) {
      await beforeExec(args[1] ?? '');
      return new Promise((resolve) =>
        execFile(file, args, (error, stdout, stderr) =>
          resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr }),
        ),
      );
    },
    address: async () => '127.0.0.1',
  });
}
const viewOf = (node: OpenNode): View => ({ node }) as View;
const read = (): string => readFileSync(page, 'utf8');

test('the mark is in the file during the work, and the file is as before afterwards', async () => {
  const node = nodeHere();
  const { ino } = statSync(page);
  const marked = await withMark(viewOf(node), page, async () => read());
  expect(marked?.result).toBe(`the student’s own\n<!-- ${marked?.mark} -->\n`);
  await marksGone(node);
  expect(read()).toBe('the student’s own\n');
  expect(statSync(page).ino).toBe(ino);
});

test('only the next mark waits for a mark to be removed', async () => {
  const held = Promise.withResolvers<void>();
  const node = nodeHere(async (script) => (script.includes('truncate') ? held.promise : undefined));
  const first = await withMark(viewOf(node), page, async () => read());
  const second = withMark(viewOf(node), page, async () => read());
  expect(read()).toBe(first?.result);
  held.resolve();
  expect((await second)?.result).toBe(`the student’s own\n<!-- ${(await second)?.mark} -->\n`);
  await marksGone(node);
  expect(read()).toBe('the student’s own\n');
});

test('what was written meanwhile stays, a missing file is reported, and failed work removes its mark', async () => {
  const node = nodeHere();
  const view = viewOf(node);
  expect(await withMark(view, join(folder, 'none'), async () => 1)).toBeUndefined();
  await expect(withMark(view, page, async () => Promise.reject(new Error('called off')))).rejects.toThrow('called off');
  await marksGone(node);
  expect(read()).toBe('the student’s own\n');
  const marked = await withMark(view, page, async () => appendFileSync(page, 'more\n'));
  await marksGone(node);
  expect(read()).toBe(`the student’s own\n<!-- ${marked?.mark} -->\nmore\n`);
});

test('a machine that was too busy to take the mark away is asked again', async () => {
  let refusals = 1;
  const node = nodeHere(async (script) => {
    if (script.includes('truncate') && refusals-- > 0) throw new Error('too busy');
  });
  await withMark(viewOf(node), page, async () => undefined);
  await marksGone(node);
  expect(read()).toBe('the student’s own\n');
});
