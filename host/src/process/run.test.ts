import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { CourseError, proxyVariables } from '@drydock/model';
import { describe, expect, test, vi } from 'vitest';
import { run, runToEnd, tryRun } from './run.ts';

const node = process.execPath;
const script = (source: string) => ['--eval', source];

async function failure(promise: Promise<unknown>): Promise<CourseError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CourseError)) throw new Error(`not a CourseError: ${String(error)}`);
  return error;
}

describe('run', () => {
  test('returns stdout unchanged, and passes the input', async () => {
    expect(await run('cat', [], { input: 'ahoy\n\n' })).toBe('ahoy\n\n');
  });

  test('fails with the cause, and keeps the pasteable command and its last words for the log', async () => {
    const source =
      'console.error("error: no such disk"); for (let i = 0; i < 5; i++) console.error("warning", i); process.exitCode = 3';
    const error = await failure(run(node, script(source)));
    expect(error.code).toBe('command_failed');
    expect(error.message).toBe('`node` ended with code 3: error: no such disk');
    expect(error.fix).toContain('npx drydock doctor');
    expect(String(error.cause)).toContain(`${node} --eval 'console.error(`);
    expect(String(error.cause)).toMatch(/warning 4$/u);
  });

  test('gives no command the proxy of the host, in whatever case it is set', async () => {
    for (const name of proxyVariables) vi.stubEnv(name, 'http://user:secret@127.0.0.1:9');
    try {
      expect(await run('sh', ['-c', 'env | grep -c user:secret; true'])).toBe('0\n');
      expect(await run('sh', ['-c', 'echo $OWN'], { env: { OWN: 'kept' } })).toBe('kept\n');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('gives the proxy of the host to a command that goes out', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9');
    try {
      expect(await run('sh', ['-c', 'echo $HTTPS_PROXY'], { needsProxy: true })).toBe('http://127.0.0.1:9\n');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('names a missing command', async () => {
    const error = await failure(run('no-such-command', ['--flag']));
    expect(error).toMatchObject({
      code: 'command_failed',
      message: 'The command no-such-command is not on this machine.',
    });
  });

  test.each([
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    'error during connect: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version": EOF',
  ])('takes "%s" for a Docker that is gone', async (stderr) => {
    const error = await failure(run(node, script(`console.error(${JSON.stringify(stderr)}); process.exitCode = 1`)));
    expect(error).toMatchObject({
      code: 'docker_unavailable',
      fix: 'Start Docker (`npx drydock doctor` says how), then try again.',
    });
    expect(error.message).toContain(stderr);
  });

  test('is cancelled by the signal and ends the command', async () => {
    const caller = new AbortController();
    let group = 0;
    const running = run(node, script('setInterval(() => {}, 1000); console.error("up")'), {
      signal: caller.signal,
      onGroup: (leader) => (group = leader),
      onLine: () => caller.abort(),
    });
    expect((await failure(running)).code).toBe('aborted');
    expect(() => process.kill(group, 0)).toThrow('ESRCH');
  });

  test('does not begin when the signal has fired', async () => {
    const error = await failure(run('no-such-command', [], { signal: AbortSignal.abort() }));
    expect(error.code).toBe('aborted');
  });

  test('ends at its time limit', async () => {
    const error = await failure(run(node, script('setInterval(() => {}, 1000)'), { timeoutMs: 200 }));
    expect(error).toMatchObject({ code: 'timeout' });
    expect(error.message).toContain('did not end within 0.2 s.');
  });
});

test('tryRun takes an exit code for a result', async () => {
  const result = await tryRun(node, script('console.log("out"); console.error("err"); process.exitCode = 7'));
  expect(result).toEqual({ exitCode: 7, stdout: 'out\n', stderr: 'err\n' });
});

describe('runToEnd', () => {
  test('never rejects, and reports how the command ended', async () => {
    expect(await runToEnd('no-such-command', [])).toMatchObject({ exitCode: 127, ended: 'missing' });
    expect(await runToEnd('sh', ['-c', 'kill -9 $$'])).toMatchObject({ exitCode: -1, ended: 'killed' });
    expect(await runToEnd('true', [], { signal: AbortSignal.abort() })).toMatchObject({ ended: 'aborted' });
    expect(await runToEnd('sh', ['-c', 'echo out; exit 3'])).toMatchObject({ exitCode: 3, ended: 'itself' });
  });

  test('ends a command that writes more than is kept', async () => {
    const outcome = await runToEnd('sh', ['-c', 'while echo line; do :; done'], { maxOutputBytes: 100 });
    expect(outcome.ended).toBe('too much output');
    expect(outcome.stdout).toHaveLength(100);
  });

  test('keeps a log of the command and of all it prints, and gives the status lines of descriptor 3', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-run-'));
    const logFile = join(folder, 'log', 'run.log');
    const status: string[] = [];
    try {
      const shell = ['-c', 'echo out; echo err >&2; printf "1:half\\n2:done\\n" >&3'];
      await run('sh', shell, { logFile, onStatus: (line) => status.push(line) });
      expect(status).toEqual(['1:half', '2:done']);
      const [heading, ...rest] = (await readFile(logFile, 'utf8')).trim().split('\n');
      expect(heading).toMatch(/^\$ sh -c 'echo out/);
      expect(rest.toSorted()).toEqual(['err', 'out']);
      const error = await failure(run('sh', ['-c', 'echo "error: full" >&2; exit 1'], { logFile }));
      expect(error.fix).toContain(`The whole output is in ${logFile}.`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
