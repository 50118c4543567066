import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { drawParameters, loadLabs } from '@drydock/lab';
import { expect, test } from 'vitest';
import { scriptOf } from './script.ts';

const scripted = readdirSync(join(import.meta.dirname, 'scripts')).map((name) => name.replace(/\.sh$/, ''));
const catalogue = loadLabs(join(import.meta.dirname, '../../../labs'));

test.each(scripted)(
  '%s: the script is of a lab, bash can read it, and it has a value for all it leaves open',
  async (id) => {
    const lab = (await catalogue).labs.get(id);
    const text = (await scriptOf(id)).run('checks', lab ? drawParameters(lab) : {});
    expect(lab).toBeDefined();
    expect(text).not.toContain('{{');
    await promisify(execFile)('bash', ['-n', '-c', text]);
  },
);

/** Runs the script of memory-limit where kubectl reports that the container's memory is limited to `limit` bytes. */
async function runWhereLimitIs(limit: string) {
  const words = `jq() { cat >/dev/null; }
kubectl() { case $1 in top) echo memory-demo 1m 150Mi ;; exec) echo ${limit} ;; *) echo '{}' ;; esac; }
`;
  const input = words + (await scriptOf('memory-limit')).run('checks', {});
  return spawnSync('bash', ['-s'], { input, encoding: 'utf8' });
}

test('passing checks report the milliseconds they took, a failing one is named', async () => {
  const passed = await runWhereLimitIs('209715200');
  expect(passed.stdout).toMatch(/^\d+\n$/);
  expect(passed.status).toBe(0);
  const failed = await runWhereLimitIs('314572800');
  expect(failed).toMatchObject({ status: 1, stdout: '', stderr: 'a check did not pass\n' });
});

test('what a script asks for is made', async () => {
  const fake = 'kubectl() { cat; echo "made $*" >&2; }\n';
  const prepare = async (id: string) =>
    spawnSync('bash', ['-s'], { input: fake + (await scriptOf(id)).run('prepare', {}), encoding: 'utf8' });
  expect(await prepare('memory-limit')).toMatchObject({ status: 0, stderr: '' });
  expect((await prepare('pv-pvc-nginx')).stderr).toContain('made apply');
});

test('a lab without a script is named, with those that have one', async () => {
  await expect(scriptOf('../script')).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('"../script"'),
  });
  await expect(scriptOf('memory-oom')).rejects.toMatchObject({
    fix: expect.stringContaining('liveness-http, memory-limit'),
  });
});
