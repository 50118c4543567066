import process from 'node:process';
import { imageRefs, nodeImage } from '@drydock/images';
import { asError, CourseError } from '@drydock/model';
import { createKindDriver } from '../drivers/kind/driver.ts';
import { createFleet } from '../fleet/fleet.ts';

/**
 * One verb of a kind driver in a process of its own, for tests that have another Docker: `driver-command.ts RUN-DIRECTORY VERB [ID] [SCRIPT]`, where `wake` takes ids with commas. Prints what came of it
 * as JSON: `{ result }`, or `{ error: { code, message, fix } }`.
 */
const [runDirectory = '', verb = '', id = '', script = ''] = process.argv.slice(2);
const { ref, kubeadmConfigPatches } = await nodeImage();
const { workspace, registry } = imageRefs();
const images = { node: ref, workspace, registry };
const driver = createKindDriver({ images, kubeadm: { patches: kubeadmConfigPatches }, runDirectory });

async function found() {
  const sandbox = (await driver.list()).find((each) => each.id === id);
  if (!sandbox) throw new Error(`there is no ${id}`);
  return sandbox;
}

/** What came of one sandbox of a class that wakes. */
interface Woken {
  readonly id: string;
  /** From the first order until its API server answered. */
  readonly seconds: number;
  readonly problem?: string;
}

/** Has a fleet wake sandboxes, all asked for at once, as a server does when a class is there. */
async function wake(ids: readonly string[]): Promise<readonly Woken[]> {
  const stop = new AbortController();
  const log = { info: () => undefined, error: () => undefined };
  const fleet = createFleet({ driver, warm: 0, maximum: 1000, signal: stop.signal, log });
  // One that is in nobody's use would be destroyed.
  await fleet.adopt((await driver.list()).map(({ id: each }) => each));
  const startedAt = performance.now();
  const woken = await Promise.all(
    ids.map(async (each) => {
      const problem = await fleet.thaw(each).then(
        () => undefined,
        (error: unknown) => asError(error).message,
      );
      return { id: each, seconds: (performance.now() - startedAt) / 1000, ...(problem !== undefined && { problem }) };
    }),
  );
  stop.abort();
  await fleet.close();
  return woken;
}

const verbs: Readonly<Record<string, () => Promise<unknown>>> = {
  async create() {
    const { state } = await driver.create(
      { id, profile: 'one-node' },
      { signal: new AbortController().signal, onStep: () => undefined },
    );
    return state;
  },
  list: async () => (await driver.list()).map(({ id: each, state, isStopped }) => ({ id: each, state, isStopped })),
  preflight: () => driver.preflight(),
  freeze: () => driver.freeze(id),
  deepFreeze: () => driver.deepFreeze(id),
  thaw: () => driver.thaw(id),
  wake: () => wake(id.split(',')),
  destroy: () => driver.destroy(id),
  exec: async () => (await found()).workspace().exec(['bash', '-ec', script], { timeoutMs: 120_000 }),
  kubeconfig: async () => (await found()).kubeconfig('grader'),
};

try {
  process.stdout.write(JSON.stringify({ result: await verbs[verb]?.() }));
} catch (error) {
  const problem = error instanceof CourseError ? error.toJSON() : { message: asError(error).stack };
  process.stdout.write(JSON.stringify({ error: problem }));
}
