import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { expect, test } from 'vitest';
import { junitOf } from './junit.ts';
import { readParameters } from './parameters.ts';
import { isSameServer } from './same-server.ts';

test('parameters are those of the lab, whatever their values hold', () => {
  expect(readParameters(['token=a=b', 'user='], ['token', 'user'])).toEqual({ token: 'a=b', user: '' });
  expect(readParameters([], [])).toEqual({});
});

test('every mistake in parameters is reported at once, with what to write', () => {
  expect(() => readParameters(['tokn=x', 'nonsense'], ['token'])).toThrow(
    expect.objectContaining({
      code: 'bad_request',
      message:
        'The parameters are not those of the lab: "nonsense" is not name=value; the lab has no parameter tokn; token is missing.',
      fix: expect.stringContaining('--param token=…'),
    }),
  );
});

test('a JUnit report counts failures and errors, and can hold any text of a cluster', () => {
  const text = (en: string) => ({ en, zh: en });
  const check = (id: string) => ({ id, title: text(`<${id}>`) });
  const lab = {
    id: 'a-lab',
    tasks: [{ id: 'run', points: 1, title: text('Run & see'), checks: ['a', 'b', 'c'].map(check) }],
  };
  const verdict = (id: string, outcome: Verdict['outcome'], actual?: string): Verdict => ({
    task: 'run',
    check: id,
    outcome,
    pending: false,
    message: text(`${id} says "no"`),
    at: '2026-01-01T00:00:00.000Z',
    ...(actual !== undefined && { actual }),
  });
  const verdicts = [verdict('a', 'pass'), verdict('b', 'fail', ']]>\u0007</failure>'), verdict('c', 'inconclusive')];
  expect(junitOf(lab as unknown as Lab, verdicts)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="a-lab">
  <testsuite name="Run &amp; see" tests="3" failures="1" errors="1">
    <testcase classname="a-lab.run" name="a: &lt;a&gt;"/>
    <testcase classname="a-lab.run" name="b: &lt;b&gt;">
      <failure message="b says &quot;no&quot;">expected: 
actual: ]]&gt;\uFFFD&lt;/failure&gt;</failure>
    </testcase>
    <testcase classname="a-lab.run" name="c: &lt;c&gt;">
      <error message="c says &quot;no&quot;">expected: 
actual: </error>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('a sandbox is found by its port on this machine, whatever the loopback is called', () => {
  const same = (one: string, other: string): boolean => isSameServer(new URL(one), new URL(other));
  expect(same('https://localhost:6443', 'https://127.0.0.1:6443/')).toBe(true);
  expect(same('https://127.0.0.1:6443', 'https://127.0.0.1:6444')).toBe(false);
  expect(same('https://10.0.0.1:6443', 'https://127.0.0.1:6443')).toBe(false);
  expect(isSameServer(undefined, undefined)).toBe(false);
});

test('what keeps a lab from being graded is JSON or JUnit on stdout as well, and no success', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-grade-'));
  try {
    const file = join(folder, 'empty.yaml');
    await writeFile(file, '');
    const run = async (form: string): Promise<{ code: unknown; out: string; told: string }> => {
      const { promise, resolve } = Promise.withResolvers<{ code: unknown; out: string; told: string }>();
      const words = ['cli/src/main.ts', 'grade', 'memory-limit', '--kubeconfig', file, '--data', folder, form];
      execFile(process.execPath, words, (error, out, told) => resolve({ code: error?.code, out, told }));
      return promise;
    };
    const message = `${file}: The kubeconfig is empty.`;
    const json = await run('--json');
    expect(json).toMatchObject({ code: 1, told: expect.stringContaining(message) });
    expect(JSON.parse(json.out)).toMatchObject({ lab: 'memory-limit', error: { code: 'bad_request', message } });
    const junit = await run('--junit');
    expect(junit).toMatchObject({
      code: 1,
      out: expect.stringContaining(`<error type="bad_request" message="${message}">`),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
