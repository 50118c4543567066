import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeyOf } from '@drydock/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareVerdicts } from './compare.ts';
import { readSubmission } from './read.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-submission-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const verdict = {
  task: 'run',
  check: 'a',
  outcome: 'pass' as const,
  pending: false,
  message: { en: 'yes', zh: '是' },
  at: '2026-01-01T00:00:00.000Z',
};
const inside = {
  version: 1,
  submission: { id: 's', attempt: 'a', at: verdict.at, points: 1, maxPoints: 2, verdicts: [verdict] },
  lab: 'memory-limit',
  user: 'student',
  parameters: {},
  evidence: { rounds: [] },
};
function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}
/** A data directory with a key, and a file that this key signed; `change` is done to the text after it. */
async function signedFile(change = (text: string) => text): Promise<{ file: string; pem: string }> {
  const { privateKey, pem } = newKey();
  const signed = JSON.stringify(inside);
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64url');
  const file = join(directory, 'submission.json');
  await writeFile(file, JSON.stringify({ version: 1, signed: change(signed), signature, key: publicKeyOf(pem).id }));
  await writeFile(join(directory, 'submission-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { file, pem };
}

test('what was signed is read, by the own key or by a public key alone', async () => {
  const { file, pem } = await signedFile();
  const found = await readSubmission(file, { dataDirectory: directory });
  expect(found).toMatchObject({ lab: 'memory-limit', user: 'student', submission: { points: 1 } });
  const key = join(directory, 'public.pem');
  await writeFile(key, pem);
  expect(await readSubmission(file, { key, dataDirectory: '/nowhere' })).toEqual(found);
});

test('one more point in the text, and the signature does not hold', async () => {
  const { file } = await signedFile((text) => text.replace('"points":1', '"points":2'));
  await expect(readSubmission(file, { dataDirectory: directory })).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('it was changed after it was signed'),
  });
});

test("another Drydock's key is distinguished from a change, with the option to use", async () => {
  const { file } = await signedFile();
  const key = join(directory, 'other.pem');
  await writeFile(key, newKey().pem);
  await expect(readSubmission(file, { key, dataDirectory: directory })).rejects.toMatchObject({
    message: expect.stringMatching(/was signed by the key [0-9a-f]{16}…, and .*other\.pem is the key/),
    fix: expect.stringContaining('drydock submission key'),
  });
});

test('files that are no submission, no key or not there are named', async () => {
  const { file } = await signedFile();
  const other = join(directory, 'other.json');
  await writeFile(other, '{"version":1}');
  await expect(readSubmission(other, { dataDirectory: directory })).rejects.toThrow(`${other} is not a submission`);
  await expect(readSubmission(other, { dataDirectory: directory })).rejects.toThrow('signed: Invalid input');
  await expect(readSubmission(file, { key: other, dataDirectory: directory })).rejects.toThrow('no key in PEM format');
  await writeFile(other, 'a: [');
  await expect(readSubmission(other, { dataDirectory: directory })).rejects.toThrow('it is no JSON');
  await expect(readSubmission(file, { dataDirectory: join(directory, 'elsewhere') })).rejects.toMatchObject({
    message: expect.stringContaining('submission-key.pem cannot be read'),
    fix: expect.stringContaining('with --key'),
  });
  await expect(readSubmission('/nowhere.json', { dataDirectory: directory })).rejects.toThrow('ENOENT');
});

test('verdicts are compared by task and check; one that is new was not submitted', () => {
  const now = [
    { ...verdict, outcome: 'fail' as const },
    { ...verdict, check: 'b' },
  ];
  expect(compareVerdicts([verdict], now)).toMatchObject([
    { check: 'a', submitted: 'pass', regraded: 'fail', isSame: false },
    { check: 'b', submitted: undefined, regraded: 'pass', isSame: false },
  ]);
  expect(compareVerdicts([verdict], [verdict])).toMatchObject([{ isSame: true }]);
});
