import type { LabProof, ProveOptions } from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import { knownDrivers, type SandboxDriver } from '@drydock/sandbox';
import { expect, test, vi } from 'vitest';
import { prove } from './prove.ts';

const proveLab = vi.hoisted(() => vi.fn<(options: ProveOptions) => Promise<LabProof>>());
vi.mock(import('@drydock/grader'), async (load) => ({ ...(await load()), proveLab }));

const lab = { id: 'a-lab', profile: 'one-node', nodeShell: false, registry: false, tasks: [] as Lab['tasks'] } as Lab;
const { info } = knownDrivers.kind;
const log = { warn: () => undefined };

/** A host on which making a sandbox goes wrong as `fail` says. */
function hostThat(fail: (signal: AbortSignal) => Promise<never>) {
  const destroyed: string[] = [];
  const driver = {
    info,
    create: (_: unknown, { signal }: { signal: AbortSignal }) => fail(signal),
    destroy: async (id: string) => void destroyed.push(id),
  } as unknown as SandboxDriver;
  return { driver, destroyed };
}

test('what keeps a lab from being proved is told with its remedy, and the sandbox is gone', async () => {
  const { driver, destroyed } = hostThat(() =>
    Promise.reject(new CourseError('no_disk', 'No space is left.', 'Free some.')),
  );
  const proof = await prove(lab, { driver, log, signal: new AbortController().signal });
  expect(proof).toMatchObject({
    lab: 'a-lab',
    ok: false,
    problem: { message: 'No space is left.', fix: 'Free some.' },
  });
  expect(destroyed).toHaveLength(1);
});

test('a lab that the driver cannot start is told so before a cluster is made', async () => {
  const { driver, destroyed } = hostThat(() => Promise.reject(new Error('a cluster was made')));
  const poor = { ...driver, info: { ...info, hasRegistry: false } };
  const proof = await prove({ ...lab, registry: true }, { driver: poor, log, signal: new AbortController().signal });
  expect(proof).toMatchObject({ ok: false, problem: { code: 'capability_missing' } });
  expect(proof).toMatchObject({ problem: { message: expect.stringContaining('a private registry') } });
  expect(destroyed).toEqual([]);
});

test('a run that is called off is no proof of anything, and leaves no sandbox either', async () => {
  const stop = new AbortController();
  const { driver, destroyed } = hostThat(async (signal) => {
    stop.abort();
    signal.throwIfAborted();
    throw new Error('not aborted');
  });
  await expect(prove(lab, { driver, log, signal: stop.signal })).rejects.toThrow('aborted');
  expect(destroyed).toHaveLength(1);
});

test('a cluster that a trial broke for good is gone before the next one is made, and that one at the end', async () => {
  const events: string[] = [];
  const driver = {
    info,
    create: async ({ id }: { id: string }) => {
      events.push(`create ${id}`);
      return { settled: async () => undefined, workspace: () => undefined, kubeconfig: async () => `config of ${id}` };
    },
    destroy: async (id: string) => void events.push(`destroy ${id}`),
  } as unknown as SandboxDriver;
  const configs: (string | undefined)[] = [];
  proveLab.mockImplementationOnce(async ({ kubeconfig, replace }) => {
    configs.push(kubeconfig, (await replace?.())?.kubeconfig);
    return { lab: 'a-lab', ok: true } as LabProof;
  });
  expect(await prove(lab, { driver, log, signal: new AbortController().signal })).toMatchObject({ ok: true });
  const [first, second] = configs.map((config) => config?.replace('config of ', ''));
  expect(first).not.toBe(second);
  expect(events).toEqual([`create ${first}`, `destroy ${first}`, `create ${second}`, `destroy ${second}`]);
});
