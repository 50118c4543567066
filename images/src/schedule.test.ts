import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '@drydock/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesArtifact, type Artifact, type BuildContext, type FilesArtifact } from './artifact.ts';
import { prepareHost, type Host } from './host.ts';
import { buildAll } from './schedule.ts';

let host: Host;
beforeEach(async () => {
  host = { cacheDir: await mkdtemp(join(tmpdir(), 'schedule-')) };
  await prepareHost(host);
});
afterEach(() => rm(host.cacheDir, { recursive: true }));

function artifact(
  id: string,
  needs: readonly Artifact[],
  build: (out: string, context: BuildContext) => Promise<void>,
): FilesArtifact {
  return filesArtifact({ id, title: id, recipe: {}, needs, build: (context, out) => build(out, context) });
}

const writes = (text: string) => (out: string) => writeFile(join(out, 'file'), text);

async function build(wanted: readonly Artifact[], signal?: AbortSignal): Promise<Step[]> {
  const steps: Step[] = [];
  await buildAll(wanted, { host, signal, onStep: (step) => steps.push(step) }).catch((error: unknown) => {
    throw Object.assign(new Error('failed', { cause: error }), { steps });
  });
  return steps;
}

const states = (steps: readonly Step[]): string[] => steps.map(({ id, state }) => `${id} ${state}`);

describe('building', () => {
  test('makes what is needed first, each thing once, and nothing the second time', async () => {
    const base = artifact('base', [], writes('base'));
    const left = artifact('left', [base], writes('left'));
    const right = artifact('right', [base], writes('right'));
    const first = states(await build([left, right]));
    expect(first.slice(0, 2)).toEqual(['base running', 'base done']);
    expect(first.toSorted()).toEqual([
      'base done',
      'base running',
      'left done',
      'left running',
      'right done',
      'right running',
    ]);
    expect(await readFile(join(left.path(host), 'file'), 'utf8')).toBe('left');
    expect(states(await build([left, right]))).toEqual(['left cached', 'right cached']);
  });

  test('does not make again what only a present artifact needs', async () => {
    const base = artifact('base', [], writes('base'));
    const image = artifact('image', [base], writes('image'));
    await build([image]);
    await rm(base.path(host), { recursive: true });
    expect(states(await build([image]))).toEqual(['image cached']);
  });

  test('gives an artifact another place when something it needs has another recipe', () => {
    const on = (text: string): string =>
      artifact(
        'image',
        [filesArtifact({ id: 'base', title: '', recipe: { text }, build: async () => undefined })],
        writes(''),
      ).path(host);
    expect(on('one')).not.toBe(on('two'));
  });

  test('leaves nothing of a failed step, keeps the finished ones, and goes on from there', async () => {
    let isBroken = true;
    const base = artifact('base', [], writes('base'));
    const image = artifact('image', [base], async (out) => {
      await writes('half')(out);
      if (isBroken) throw new Error('no space');
    });
    const failure = await build([image]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: new Error('no space') });
    expect(states((failure as { steps: Step[] }).steps)).toEqual([
      'base running',
      'base done',
      'image running',
      'image failed',
    ]);
    expect(await image.isPresent(host)).toBe(false);
    isBroken = false;
    expect(states(await build([image]))).toEqual(['base cached', 'image running', 'image done']);
  });

  test('runs no more than two steps of a kind at once', async () => {
    let running = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const slow = (id: string): Artifact =>
      artifact(id, [], async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          // The second to arrive lets both go, so a width of one would never end and a width of three would be seen.
          if (waiting.length === 2) for (const go of waiting.splice(0)) setImmediate(go);
        });
        running -= 1;
      });
    await build(['a', 'b', 'c', 'd', 'e', 'f'].map(slow));
    expect(most).toBe(2);
  });

  test('an error names the command, its cause and where the rest is', async () => {
    const image = artifact('image', [], async (_out, { run }) => {
      await run('bash', ['-c', 'seq 100; echo "E: no such package" >&2; echo "W: old list" >&2; exit 3']);
    });
    const failure = await build([image]).catch((error: unknown) => (error as Error).cause);
    expect(failure).toMatchObject({
      code: 'build_failed',
      message: expect.stringMatching(/^`bash` failed with exit code 3:\nE: no such package$/),
      fix: expect.stringContaining(join(host.cacheDir, 'logs', 'images-image.log')),
    });
  });

  test('a stopped build reports that finished steps are kept', async () => {
    const stop = new AbortController();
    const image = artifact('image', [], async (_out, { run }) => {
      const ran = run('sleep', ['60']);
      stop.abort();
      await ran;
    });
    const failure = await build([image], stop.signal).catch((error: unknown) => (error as Error).cause);
    expect(failure).toMatchObject({ code: 'aborted', fix: expect.stringContaining('finished steps are kept') });
  });

  test('a missing program is named', async () => {
    const image = artifact('image', [], async (_out, { run }) => {
      await run('no-such-program-here', []);
    });
    const failure = await build([image]).catch((error: unknown) => (error as Error).cause);
    expect(failure).toMatchObject({
      code: 'host_not_ready',
      message: 'The program `no-such-program-here` is not installed.',
    });
  });
});
