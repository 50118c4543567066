/**
 * Proves the API alone, without a browser, against a running Drydock: each lab is started, gives no points when fresh, is solved with its reference
 * solution in the workspace, gives full points, and gives none again after a reset. Usage: `node e2e/api-check.ts http://127.0.0.1:8080 [lab…]`,
 * all labs when none is named; prints one line per check and the count as the last line. DRYDOCK_DATA names the data folder of that Drydock when it is not the default.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Attempt, AttemptEvent, fillParameters, Problem, PublicLab, readEvents, Submission } from '@drydock/model';
import { z } from 'zod';

const [address = 'http://127.0.0.1:8080', ...named] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
let passed = 0;
let failed = 0;

await check('health and description', async () => {
  expect((await ask('GET', '/healthz')).status, 200);
  expect((await ask('GET', '/readyz')).status, 200);
  const { paths } = z
    .object({ paths: z.record(z.string(), z.unknown()) })
    .parse((await ask('GET', '/api/openapi.json')).body);
  for (const path of [
    '/api/attempts',
    '/api/attempts/{id}',
    '/api/attempts/{id}/events',
    '/api/attempts/{id}/check',
    '/api/attempts/{id}/submit',
  ]) {
    expect(path in paths, true, path);
  }
});
await check('bad input is answered with code, message and fix', async () => {
  const unknownLab = await ask('POST', '/api/attempts', JSON.stringify({ lab: 'no-such-lab' }));
  expect(unknownLab.status, 404);
  expect(Problem.parse(unknownLab.body).code, 'lab_unknown');
  const malformed = await ask('POST', '/api/attempts', '{"lab":');
  expect(malformed.status, 400);
  Problem.parse(malformed.body);
  const stranger = await ask('GET', '/api/attempts/of-someone-else');
  expect(stranger.status, 404);
  Problem.parse(stranger.body);
  const elsewhere = await ask('POST', '/api/attempts', JSON.stringify({ lab: 'no-such-lab' }), {
    origin: 'https://elsewhere.example',
  });
  expect(elsewhere.status, 403);
});
const labs = z.array(PublicLab).parse((await ask('GET', '/api/labs')).body);
await check('the labs named are served', () => {
  expect(named.filter((id) => !labs.some((lab) => lab.id === id)).join(', '), '');
});
for (const lab of labs) if (named.length === 0 || named.includes(lab.id)) await proveLab(lab);

console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;

async function proveLab(lab: PublicLab): Promise<void> {
  let attempt: Attempt | undefined;
  await check(`${lab.id}: a new attempt gets a cluster`, async () => {
    const answer = await ask('POST', '/api/attempts', JSON.stringify({ lab: lab.id }));
    expect(
      answer.status === 201 || answer.status === 200,
      true,
      `status ${answer.status} ${JSON.stringify(answer.body)}`,
    );
    attempt = await reachReady(Attempt.parse(answer.body).id);
  });
  if (!attempt) return;
  const { id } = attempt;
  try {
    await check(`${lab.id}: a fresh attempt has no points`, () => hasNoPoints(id));
    await check(`${lab.id}: the reference solution has all ${lab.points} points`, async () => {
      await solve(lab.id, await current(id));
      await untilFull(id, lab.points);
      const submitted = await judged(id, 'submit');
      expect(submitted.status, 201, JSON.stringify(submitted.body));
      expect(Submission.parse(submitted.body).points, lab.points, failures(Submission.parse(submitted.body).verdicts));
    });
    await check(`${lab.id}: reset brings the start state back`, async () => {
      expect((await ask('POST', `/api/attempts/${id}/reset`)).status, 202);
      await reachReady(id);
      await hasNoPoints(id);
    });
  } finally {
    await check(`${lab.id}: the attempt can be ended`, async () => {
      expect((await ask('DELETE', `/api/attempts/${id}`)).status, 204);
    });
  }
}

async function hasNoPoints(id: string): Promise<void> {
  const checked = Attempt.parse((await judged(id, 'check')).body);
  expect(checked.points, 0);
  const passing = checked.verdicts.filter(({ outcome }) => outcome === 'pass').map(({ check: name }) => name);
  expect(passing.join(), '');
}

/** Runs the lab's reference solution in the workspace with the student's own kubeconfig. */
async function solve(lab: string, attempt: Attempt): Promise<void> {
  const template = await readFile(join(root, 'labs', lab, 'solution', 'solve.sh'), 'utf8');
  const script = fillParameters(template, attempt.parameters);
  const child = spawn(join(root, 'cli', 'bootstrap.mjs'), ['sandbox', 'shell', attempt.sandbox ?? ''], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdin.end(script);
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code, 0, output);
}

/** Asks for a check until all points are there; some checks wait for a metric that is measured every 15 seconds. */
async function untilFull(id: string, points: number): Promise<void> {
  const until = Date.now() + 180_000;
  let attempt: Attempt;
  do {
    attempt = Attempt.parse((await judged(id, 'check')).body);
  } while (attempt.points < points && Date.now() < until);
  expect(attempt.points, points, failures(attempt.verdicts));
}

/** Asks for a check or a submission until it has ended: one that takes long is answered with 202 first, and asking again joins it. */
async function judged(id: string, kind: 'check' | 'submit') {
  for (;;) {
    const answer = await ask('POST', `/api/attempts/${id}/${kind}`);
    if (answer.status !== 202) return answer;
  }
}

async function current(id: string): Promise<Attempt> {
  return Attempt.parse((await ask('GET', `/api/attempts/${id}`)).body);
}

/** Follows the attempt's events until it is ready. */
async function reachReady(id: string): Promise<Attempt> {
  const stop = AbortSignal.timeout(300_000);
  const response = await fetch(`${address}/api/attempts/${id}/events`, { signal: stop });
  if (!response.body) throw new Error('the stream of events has no body');
  for await (const event of readEvents(response.body.pipeThrough(new TextDecoderStream()), AttemptEvent)) {
    const state = event.type === 'attempt' ? event.attempt.state : event.type === 'state' ? event.state : undefined;
    if (state === 'ready') return current(id);
    if (state === 'failed' || state === 'lost') throw new Error(`the attempt is ${state}: ${JSON.stringify(event)}`);
  }
  throw new Error('the stream of events ended before the attempt was ready');
}

async function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, address), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

async function check(title: string, work: () => void | Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const time = () => `(${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
  try {
    await work();
    passed += 1;
    console.log(`✓ ${title} ${time()}`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${title} ${time()}\n  ${error instanceof Error ? error.message : String(error)}`);
  }
}

function expect(actual: unknown, wanted: unknown, why = ''): void {
  if (actual !== wanted)
    throw new Error(`expected ${JSON.stringify(wanted)}, got ${JSON.stringify(actual)}${why ? `: ${why}` : ''}`);
}

function failures(verdicts: Submission['verdicts']): string {
  const open = verdicts.filter(({ outcome }) => outcome !== 'pass');
  return open
    .map(({ check: name, outcome, message, actual }) => `${name} ${outcome}: ${message.en} (${actual ?? ''})`)
    .join('; ');
}
