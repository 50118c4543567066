import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import type { Lab } from '@drydock/lab';
import { oldNode, writeLab as writeLabFiles } from '@drydock/lab/testing';
import { CourseError } from '@drydock/model';
import { knownDrivers, type SandboxDriver } from '@drydock/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProofKeys } from './proofs/proof-key.ts';
import { openProofs } from './proofs/proofs.ts';
import { prove, type ProveOptions, type Proved } from './prove.ts';

let folder: string;
let api: FakeApi;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-prove-'));
  api = await startFakeApi();
  api.put(oldNode);
});
afterEach(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const { info } = knownDrivers.kind;
const recipes = { kubernetes: '1', node: 'n', workspace: 'w', lab: {} };
const trials = ['fresh start', 'solution', 'shown solution', 'right-but-left', 'right-but-wrong'];
const right = "self.spec.nodeName == 'right'";

/** A lab of one check and two near misses. */
function writeLab({ that = right, hint = 'h', wrong = 's/right/wrong/' } = {}): Promise<Lab> {
  const check = (texts: string): string =>
    `<Check id="right" title="t" ${texts} expected="e"><Hint>${hint}</Hint></Check>`;
  const page = (head: string, task: string, texts: string): string =>
    `---\ntitle: t\n${head}objectives: [o]\n---\n\n<Task id="run" ${task}title="t">\n${check(texts)}\n</Task>\n\n<Solution>\n\n\`\`\`sh\nlabel right\n\`\`\`\n\n</Solution>\n`;
  return writeLabFiles(join(folder, 'a-lab'), 'a-lab', {
    'lab.mdx': page('lesson: a/b\nminutes: 1\n', 'points={1} ', `resource="v1/Pod lab/demo" that="${that}"`),
    'lab.zh.mdx': page('', '', ''),
    'solution/solve.sh': 'set -eu\nlabel right\n',
    'mutants/right-but-wrong/solution.sed': `${wrong}\n`,
    'mutants/right-but-left/solution.sed': 's/right/left/\n',
  });
}

/** A host whose sandboxes know `label`, which makes the Pod. */
function createHost({ exitCode = 0, ...broken }: { trial?: number; exitCode?: number } = {}) {
  const events: string[] = [];
  const scripts: string[] = [];
  const node = {
    address: async () => '127.0.0.1',
    exec: async () =>
      scripts.length === broken.trial && events.length === 1
        ? { exitCode: 1, stdout: '', stderr: 'kubelet: not found' }
        : { exitCode: 0, stdout: '', stderr: '' },
  };
  const exec = async (_: readonly string[], { input = '' } = {}) => {
    scripts.push(input);
    api.remove('Pod', 'demo');
    const [, nodeName] = /^label (\w+)$/m.exec(input) ?? [];
    if (nodeName) api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { nodeName } });
    return { exitCode, stdout: '', stderr: '' };
  };
  const driver = {
    info,
    create: async ({ id }: { id: string }) => {
      events.push(`create ${id}`);
      const settled = async () => undefined;
      return {
        id,
        settled,
        workspace: () => ({ exec }),
        kubeconfig: async () => api.kubeconfig,
        node: async () => node,
      };
    },
    claim: async () => undefined,
    destroy: async (id: string) => void events.push(`destroy ${id}`),
  } as unknown as SandboxDriver;
  return { driver, events, scripts };
}

interface Run extends Proved {
  readonly scripts: readonly string[];
  readonly events: readonly string[];
  /** How each trial came about, by name. */
  readonly how: Readonly<Record<string, string>>;
}

async function run(lab: Lab, options: Partial<ProveOptions> & { readonly isPublic?: boolean } = {}): Promise<Run> {
  const { isPublic = true, ...rest } = options;
  const host = createHost();
  const proved = await prove([lab], {
    driver: host.driver,
    proofs: openProofs({ keys: openProofKeys(recipes), folder: join(folder, 'cache'), isPublic }),
    clusters: 1,
    signal: new AbortController().signal,
    log: () => ({ warn: () => undefined }),
    ...rest,
  });
  const [proof] = proved.proofs;
  const how = (proof?.trials ?? []).map(({ name, ok, kept = 'made' }) => [name, ok ? kept : 'failed'] as const);
  return { ...proved, ...host, how: Object.fromEntries(how) };
}

const all = (how: string): Record<string, string> => Object.fromEntries(trials.map((name) => [name, how]));

test('what keeps a lab from being proved is reported with its remedy, and the sandbox is gone', async () => {
  const { driver, events } = createHost();
  const create = () => Promise.reject(new CourseError('no_disk', 'No space is left.', 'Free some.'));
  const { proofs } = await run(await writeLab(), { driver: { ...driver, create } });
  expect(proofs).toMatchObject([
    { lab: 'a-lab', ok: false, problem: { message: 'No space is left.', fix: 'Free some.' } },
  ]);
  expect(events).toEqual([expect.stringMatching(/^destroy t/)]);
});

test('a lab that the driver cannot start is refused before a cluster is made', async () => {
  const { driver, events } = createHost();
  const poor = { ...driver, info: { ...info, hasRegistry: false } };
  const { proofs } = await run({ ...(await writeLab()), registry: true }, { driver: poor });
  expect(proofs).toMatchObject([{ ok: false, problem: { code: 'capability_missing' } }]);
  expect(proofs).toMatchObject([{ problem: { message: expect.stringContaining('a private registry') } }]);
  expect(events).toEqual([]);
});

test('a cancelled run proves nothing and leaves no sandbox', async () => {
  const stop = new AbortController();
  const { driver, events } = createHost();
  const create = async () => {
    stop.abort();
    stop.signal.throwIfAborted();
    throw new Error('not aborted');
  };
  const lab = await writeLab();
  await expect(run(lab, { driver: { ...driver, create }, signal: stop.signal })).rejects.toThrow('aborted');
  expect(events).toHaveLength(1);
});

test('a cluster that a trial broke for good is gone before the next one is made, and that one at the end', async () => {
  const { driver, events } = createHost({ trial: 1 });
  const { proofs } = await run(await writeLab(), { driver });
  expect(proofs).toMatchObject([{ ok: true }]);
  const [first, second] = events.flatMap((event) => (event.startsWith('create ') ? [event.slice(7)] : []));
  expect(first).not.toBe(second);
  expect(events).toEqual([`create ${first}`, `destroy ${first}`, `create ${second}`, `destroy ${second}`]);
});

test('the last sandbox can be kept, and is named', async () => {
  const left: string[] = [];
  const { events } = await run(await writeLab(), { onKept: (id) => void left.push(id) });
  expect(events).toEqual([`create ${left[0]}`]);
});

test('what was proved is not proved again, on this machine and wherever the file beside the lab is', async () => {
  const lab = await writeLab();
  const first = await run(lab);
  expect(first.how).toEqual(all('made'));
  expect(first.changed).toEqual(['a-lab']);
  const second = await run(lab);
  expect(second.how).toEqual(all('proved before'));
  expect(second.events).toEqual([]);
  expect(second.changed).toEqual([]);
  await rm(join(folder, 'cache'), { recursive: true });
  expect((await run(lab)).how).toEqual(all('proved before'));
  await rm(join(lab.directory, 'proof.json'));
  expect((await run(lab)).how).toEqual(all('made'));
});

test('the file has one line for each trial, and is written only where it is asked for', async () => {
  const lab = await writeLab();
  const file = join(lab.directory, 'proof.json');
  expect((await run(lab, { isPublic: false })).changed).toEqual(['a-lab']);
  await expect(readFile(file, 'utf8')).rejects.toThrow('ENOENT');
  // What the machine has kept is enough to write it.
  const again = await run(lab);
  expect([again.scripts, again.changed]).toEqual([[], ['a-lab']]);
  const lines = (await readFile(file, 'utf8')).split('\n');
  expect(lines.filter((line) => line.startsWith('"right-but-wrong": {"at":'))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('"right-but-wrong": "'))).toHaveLength(1);
});

test('an edit of a text needs no trial, one of a condition is judged by what was read, one of a near miss needs that trial', async () => {
  await run(await writeLab());
  expect((await run(await writeLab({ hint: 'another' }))).how).toEqual(all('proved before'));
  const judged = await run(await writeLab({ that: "self.spec.nodeName.startsWith('r')" }));
  expect([judged.how, judged.events, judged.changed]).toEqual([all('judged again'), [], ['a-lab']]);
  const one = await run(await writeLab({ wrong: 's/right/wrong2/' }));
  expect(one.how).toEqual({ ...all('proved before'), 'right-but-wrong': 'made' });
  expect(one.scripts).toEqual([expect.stringContaining('label wrong2')]);
});

test('a condition that no longer sees a mistake is found out by a trial', async () => {
  await run(await writeLab());
  const { how, scripts } = await run(await writeLab({ that: "self.spec.nodeName in ['right', 'left']" }));
  expect(how).toEqual({ ...all('judged again'), 'right-but-left': 'failed' });
  expect(scripts).toEqual([expect.stringContaining('label left')]);
});

test('trials that are asked for by name are made, with what they need and no others', async () => {
  const lab = await writeLab();
  const isAsked: ProveOptions['isAsked'] = ({ name }) => name === 'right-but-left';
  const first = await run(lab, { isAsked, isFresh: true });
  expect(first.how).toEqual({ 'fresh start': 'made', solution: 'made', 'right-but-left': 'made' });
  const second = await run(lab, { isAsked, isFresh: true });
  expect(second.how).toEqual({ 'fresh start': 'proved before', solution: 'proved before', 'right-but-left': 'made' });
});

test('some of what is kept is made again, the same for the same commit; what fails then is kept no more', async () => {
  const lab = await writeLab();
  await run(lab);
  const drawn: string[] = [];
  const draw: Partial<ProveOptions> = {
    seed: 'a commit',
    onDrawn: (plans) => drawn.push(...plans.map(({ name }) => name)),
  };
  const { how } = await run(lab, draw);
  await run(lab, draw);
  const [first = '', second] = drawn;
  expect([drawn.length, second]).toEqual([2, first]);
  expect(how).toEqual({
    ...all('proved before'),
    [first]: 'made',
    ...(first === 'solution' && { 'shown solution': 'made' }),
  });
  const { driver } = createHost({ exitCode: 1 });
  const isAsked: ProveOptions['isAsked'] = ({ name }) => name === 'right-but-left';
  const broken = await run(lab, { isAsked, isFresh: true, driver });
  expect(broken.how['right-but-left']).toBe('failed');
  expect((await run(lab)).how).toEqual({ ...all('proved before'), 'right-but-left': 'made' });
});

test('full patience does not count what was made with less', async () => {
  const lab = await writeLab();
  await run(lab);
  expect((await run(lab, { isPatient: true })).how).toEqual(all('made'));
  expect((await run(lab, { isPatient: true })).how).toEqual(all('proved before'));
  expect((await run(lab)).how).toEqual(all('proved before'));
});
