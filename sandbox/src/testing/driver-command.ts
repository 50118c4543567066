import process from 'node:process';
import { imageRefs, nodeImage } from '@drydock/images';
import { asError, CourseError } from '@drydock/model';
import { createKindDriver } from '../drivers/kind/driver.ts';

/**
 * One verb of a kind driver in a process of its own, for tests that have another Docker: `driver-command.ts RUN-DIRECTORY VERB [ID] [SCRIPT]`. Prints what came of it
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
  thaw: () => driver.thaw(id),
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
