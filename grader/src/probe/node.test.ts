import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeProbe } from '@drydock/lab';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenNode } from '../node.ts';
import type { View } from '../reading/view.ts';
import { failed } from '../verdict/messages.ts';
import { marksGone, readNode, withMark } from './node.ts';

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

const long = `for file in ${'x '.repeat(40)}; do cat $file; done`;

test.each<[string, Omit<NodeProbe & { argv?: unknown; file?: unknown }, 'kind'>, string, string]>([
  ['a long script', { argv: ['sh', '-c', long] }, 'The node', '节点'],
  ['a long script on a node of its own', { node: 'worker2', argv: ['sh', '-c', long] }, 'Node worker2', '节点 worker2'],
  ['a short script', { argv: ['/bin/sh', '-c', 'ls /'] }, '“ls /” on the node', '节点上的“ls /”'],
  ['a command', { node: 'worker2', argv: ['id', '-u'] }, '“id -u” on node worker2', '节点 worker2 上的“id -u”'],
  ['a long command', { argv: ['echo', 'x'.repeat(50)] }, '“echo” on the node', '节点上的“echo”'],
  ['a file', { file: '/data/page' }, '/data/page on the node', '节点上的 /data/page'],
])('a message speaks of %s as a person would', async (_, probe, en, zh) => {
  const view = { node: nodeHere(), once: async (_key: string, look: () => unknown) => look() } as unknown as View;
  const { subject } = await readNode(view, { kind: 'node', ...probe } as NodeProbe);
  const message = failed(subject, { en: 'it is so', zh: '如此' }, undefined);
  expect(message).toEqual({
    en: `${en}: expected that it is so; found nothing.`,
    zh: `${zh}：要求“如此”，实际未找到。`,
  });
});
