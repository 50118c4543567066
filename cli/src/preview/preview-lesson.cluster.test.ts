import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { previewLesson } from './preview-lesson.ts';

const id = 'glance/etcd';
/** A busy machine compiles a page slowly. */
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

test('the page is there, and an edit of the lesson is on it without a restart', async () => {
  expect(await page()).toContain('An auditor sits down');
  await writeFile(file, original.replace('An auditor', 'A second auditor'));
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

test('it ends cleanly: the address is free again', async () => {
  stop.abort();
  await ended;
  await expect(fetch(address)).rejects.toThrow('fetch failed');
}, 600_000);
