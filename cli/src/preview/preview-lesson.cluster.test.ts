import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from '@drydock/host';
import { CellRun, KeptCell, Playground } from '@drydock/model';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { previewLesson } from './preview-lesson.ts';

const id = 'glance/etcd';
/** A busy machine compiles a page slowly, and makes a cluster slowly. */
const patience = { timeout: 240_000 };

let folder: string;
let file: string;
let original: string;
let address: string;
let ended: Promise<void>;
const lines: string[] = [];
const stop = new AbortController();

beforeAll(async () => {
  // Astro serves no pages where it believes to be a part of a test.
  vi.stubEnv('VITEST', undefined);
  folder = await mkdtemp(join(tmpdir(), 'drydock-content-'));
  await cp(join(checkout, 'content'), folder, { recursive: true });
  file = join(folder, 'en', `${id}.mdx`);
  original = await readFile(file, 'utf8');
  const started = Promise.withResolvers<string>();
  const progress = {
    step: async <T>(_: string, work: (update: () => void) => Promise<T>) => work(() => undefined),
    line: (text: string) => void lines.push(text),
  };
  ended = previewLesson({ id, content: folder, port: 0, progress, print: started.resolve }, stop.signal);
  address = (await Promise.race([started.promise, ended.then(() => '')])).replace(`/en/${id}/`, '');
}, 600_000);
afterAll(async () => {
  stop.abort();
  await ended;
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
}, 600_000);

const page = async () => (await fetch(`${address}/en/${id}/`)).text();

/** Waits until the browser is told to load the page again, as it is after each edit. */
async function reloadAfter(edit: () => Promise<void>): Promise<void> {
  const client = await (await fetch(`${address}/@vite/client`)).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? '';
  const socket = new WebSocket(`${address.replace('http', 'ws')}/?token=${token}`, 'vite-hmr');
  const told = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  socket.addEventListener('message', ({ data }) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'connected') opened.resolve();
    if (type === 'full-reload' || type === 'update') told.resolve();
  });
  await opened.promise;
  await edit();
  await told.promise;
  socket.close();
}

test('the page is there, and an edit of the lesson reaches an open page without a restart', async () => {
  expect(await page()).toContain('An auditor sits down');
  await reloadAfter(() => writeFile(file, original.replace('An auditor', 'A second auditor')));
  await expect.poll(page, patience).toContain('A second auditor sits down');
}, 600_000);

test('a page that is broken says so with its line, in the browser and on the terminal, and comes back', async () => {
  const broken = original.replace('An auditor', '<Figure An auditor');
  const line = broken.split('\n').findIndex((text) => text.includes('<Figure An auditor')) + 1;
  await writeFile(file, broken);
  const found = new RegExp(`^content/en/${id}\\.mdx:${line}:\\d+ This is not valid MDX`);
  await expect.poll(() => lines, patience).toContainEqual(expect.stringMatching(found));
  await expect.poll(async () => (await fetch(`${address}/en/${id}/`)).status, patience).toBe(500);
  await writeFile(file, original);
  await expect.poll(page, patience).toContain('An auditor sits down');
}, 900_000);

test('a cell runs on a cluster of its own, which is gone with the preview', async () => {
  const ask = async (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(
      `${address}/api${path}`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : {},
    );
    return answer.json();
  };
  const playground = Playground.parse(await ask('/playgrounds', { profile: 'one-node' }));
  const order = { lesson: id, cell: '1', source: 'kubectl get namespace default -o name' };
  CellRun.parse(await ask(`/playgrounds/${playground.id}/cells`, order));
  const output = async () => {
    const kept = KeptCell.array().parse(await ask(`/lessons/${id}/cells`));
    return kept.flatMap((cell) => cell.output.map(({ text }) => text)).join('');
  };
  await expect.poll(output, patience).toBe('namespace/default\n');
  const { sandbox } = Playground.parse(await ask(`/playgrounds/${playground.id}`));
  const containers = () => docker(['ps', '--all', '--quiet', '--filter', `name=drydock-${sandbox}`]);
  expect(await containers()).not.toBe('');
  stop.abort();
  await ended;
  expect(await containers()).toBe('');
  await expect(fetch(address)).rejects.toThrow('fetch failed');
}, 900_000);
