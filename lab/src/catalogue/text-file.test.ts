import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLab } from './labs.ts';
import { formatProblem } from '../problem.ts';
import { scriptOf } from './setup/script.ts';
import { readSetup } from './setup/setup.ts';
import { decodeText } from './text-file.ts';

const root = new URL('../../..', import.meta.url).pathname;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'text-'));
});
afterAll(() => rm(folder, { recursive: true }));

let copies = 0;
/** A copy of a lab of the course with some of its files saved otherwise. */
async function labWith(id: string, change: Readonly<Record<string, (text: string) => string | Uint8Array>>) {
  const directory = join(folder, `${id}-${(copies += 1)}`);
  await cp(join(root, 'labs', id), directory, { recursive: true });
  for (const [file, save] of Object.entries(change)) {
    const path = join(directory, file);
    await writeFile(path, save(await readFile(path, 'utf8')));
  }
  const { lab, problems } = await loadLab(directory, id);
  return { directory, lab, found: problems.map(formatProblem) };
}

const windows = (text: string): string => text.replaceAll('\n', '\r\n');
const marked = (text: string): string => `\uFEFF${text}`;
const wide = (text: string): Uint8Array => Buffer.from(marked(text), 'utf16le');

const files = [
  ['liveness-http', 'lab.mdx'],
  ['liveness-http', 'lab.zh.mdx'],
  ['liveness-http', 'solution/solve.sh'],
  ['liveness-http', 'mutants/probe+restarted-of-tcp/solution.sed'],
  ['pull-secret-repair', 'setup/billing.yaml'],
] as const;

test.each(files)(
  '%s/%s with line ends of Windows and a byte order mark is read as it was meant, with one finding',
  async (id, file) => {
    const plain = await labWith(id, {});
    expect(plain.found).toEqual([]);
    const { lab, found } = await labWith(id, { [file]: (text) => marked(windows(text)) });
    expect(found).toEqual([
      `labs/${id}/${file}:1:1 The file has a byte order mark (BOM) and the line ends of Windows (CRLF); Drydock reads it without. Save it as UTF-8 without BOM, with line ends LF.`,
    ]);
    expect({ ...lab, directory: '' }).toEqual({ ...plain.lab, directory: '' });
  },
);

test.each(files)('%s/%s saved as UTF-16 is one finding that names the encoding', async (id, file) => {
  const { lab, found } = await labWith(id, { [file]: wide });
  expect(found).toEqual([`labs/${id}/${file}:1:1 The file is saved as UTF-16LE. Save it as UTF-8.`]);
  expect(lab).toBeUndefined();
});

test('a whole lab of Windows gives the same scripts and objects', async () => {
  const plain = await labWith('liveness-http', {});
  const other = await labWith('liveness-http', {
    'solution/solve.sh': windows,
    'mutants/probe+restarted-of-tcp/solution.sed': windows,
  });
  for (const script of ['solution', 'mutants/probe+restarted-of-tcp'])
    expect(await scriptOf(other.directory, script)).toBe(await scriptOf(plain.directory, script));
  const repair = await labWith('pull-secret-repair', { 'setup/billing.yaml': (text) => marked(windows(text)) });
  if (!repair.lab) throw new Error('the lab was left out');
  const objects = await readSetup(repair.lab, { token: 't', password: 'p' });
  expect(JSON.stringify(objects)).not.toMatch(/\\r|\uFEFF/);
  expect(objects.length).toBeGreaterThan(0);
});

test('checks.ts of Windows has the digest of the same file elsewhere', async () => {
  const code = (text: string): string => windows(marked(text));
  const directory = join(root, 'e2e/fixtures/labs/heal');
  const copy = join(folder, 'heal');
  await cp(directory, copy, { recursive: true });
  await writeFile(join(copy, 'checks.ts'), code(await readFile(join(copy, 'checks.ts'), 'utf8')));
  const [one, other] = [await loadLab(directory, 'heal'), await loadLab(copy, 'heal')];
  expect(other.problems.map(({ file, isHarmless }) => [file, isHarmless])).toEqual([['checks.ts', true]]);
  expect(other.lab?.code?.digest).toBe(one.lab?.code?.digest);
});

test('a file that is not UTF-8 is found where its first unreadable character is', () => {
  // 限制 in GBK.
  const gbk = Buffer.concat([Buffer.from('a: 1\nb: '), Buffer.from([0xcf, 0xde, 0xd6, 0xc6]), Buffer.from('\n')]);
  expect(decodeText(gbk).flaw).toMatchObject({
    place: { line: 2, column: 4 },
    message: 'The file is not UTF-8: a character cannot be read.',
    isHarmless: false,
  });
});

test('UTF-16 is known without a byte order mark too, and a stray zero byte is found where it is', () => {
  expect(decodeText(Buffer.from('title: a lab\n', 'utf16le'))).toMatchObject({
    text: 'title: a lab\n',
    flaw: { message: 'The file is saved as UTF-16LE.' },
  });
  expect(decodeText(Buffer.from('title: a\nb\0c\n')).flaw).toMatchObject({ place: { line: 2, column: 2 } });
});

test('tabs that indent YAML are found with their place', async () => {
  const { found } = await labWith('pull-secret-repair', {
    'setup/billing.yaml': (text) => text.replace(/^ {2}/m, '\t'),
  });
  expect(found).toEqual([
    expect.stringMatching(
      /setup\/billing\.yaml:\d+:\d+ .*[Tt]ab.* Indent with spaces; YAML takes no tab there\./,
    ) as string,
  ]);
});
