import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { imageRefs, nodeImage } from '@drydock/images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newSandboxId } from '../../sandbox-id.ts';
import { type OwnDocker, startOwnDocker, whyNoOwnDocker } from '../../testing/own-docker.ts';

const reason = whyNoOwnDocker();
const Outcome = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.string().optional(), message: z.string(), fix: z.string().optional() }).optional(),
});

describe.skipIf(reason !== undefined)(`a Docker of its own${reason === undefined ? '' : `: ${reason}`}`, () => {
  let own: OwnDocker;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drydock-run-'));
    const { workspace, registry } = imageRefs();
    const images = [(await nodeImage()).ref, workspace, registry];
    own = await startOwnDocker(images, { diskBytes: 8 * 2 ** 30 });
  }, 900_000);

  afterAll(async () => {
    await own[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  }, 180_000);

  async function ask(verb: string, ...args: readonly string[]): Promise<z.output<typeof Outcome>> {
    const program = join(import.meta.dirname, '../../testing/driver-command.ts');
    return Outcome.parse(JSON.parse(await own.run([process.execPath, program, directory, verb, ...args])));
  }

  async function demand(verb: string, ...args: readonly string[]): Promise<unknown> {
    const { result, error } = await ask(verb, ...args);
    if (error) throw new Error(JSON.stringify(error));
    return result;
  }

  const names = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await own.docker(...args))
      .split('\n')
      .filter((name) => name.startsWith('drydock-'))
      .toSorted();
  const containers = () => names('ps', '--all', '--format', '{{.Names}}');
  const networks = () => names('network', 'ls', '--format', '{{.Name}}');
  const volumes = async () => (await own.docker('volume', 'ls', '--quiet')).trim();
  const files = async () => (await readdir(directory)).filter((name) => name !== '.keys');

  test('a disk that fills up: preflight and create say so with what to do, and nothing is left', async () => {
    const free = await own.fill(60 * 2 ** 20);
    const short = { code: 'no_disk', message: expect.stringContaining('a new sandbox needs') };
    const [unmet, made] = [await ask('preflight'), await ask('create', newSandboxId())];
    await free();
    expect(unmet.result).toEqual([expect.objectContaining({ need: 'disk', ...short })]);
    expect(made.error).toMatchObject({ ...short, fix: expect.stringContaining('docker system df') });
    expect(await demand('preflight')).toEqual([]);
    expect([await containers(), await networks(), await volumes(), await files()]).toEqual([[], [], '', []]);
  }, 300_000);

  test('Docker restarted: nothing starts by itself, and a thaw brings each sandbox back with its addresses, files and Pods', async () => {
    const [used, frozen] = [newSandboxId(), newSandboxId()];
    await Promise.all([demand('create', used), demand('create', frozen)]);
    const image = "kubectl -n kube-system get deployment coredns -o jsonpath='{..containers[0].image}'";
    const pod = `kubectl run web --image="$(${image})"`;
    await demand('exec', used, `${pod}; kubectl wait --for=condition=Ready --timeout=100s pod/web; echo kept >~/note`);
    await demand('freeze', frozen);
    const parts = ['control-plane', 'workspace'];
    const addresses = async () => {
      const format = '{{.Name}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
      const all = [used, frozen].flatMap((id) => parts.map((part) => `drydock-${id}-${part}`));
      return own.docker('inspect', '--format', format, ...all);
    };
    const before = await addresses();

    await own.restart();
    expect(await names('ps', '--format', '{{.Names}}')).toEqual([]);
    const stopped = [used, frozen].map((id) => ({ id, state: 'frozen', isStopped: true }));
    expect(await demand('list')).toEqual(expect.arrayContaining(stopped));
    // Somebody starts one by hand: it gets the lowest address, which was another's.
    await own.docker('start', `drydock-${frozen}-control-plane`);
    expect(await addresses()).not.toBe(before);

    for (const id of [used, frozen]) await demand('thaw', id);
    expect(await addresses()).toBe(before);
    expect(await demand('list')).toEqual(
      expect.arrayContaining([used, frozen].map((id) => ({ id, state: 'running', isStopped: false }))),
    );
    const look = 'cat ~/note; kubectl wait --for=condition=Ready --timeout=100s pod/web';
    expect(await demand('exec', used, look)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('kept\n') });
    expect(await demand('exec', frozen, 'kubectl get --raw /readyz')).toMatchObject({ stdout: 'ok' });
    const port = /127\.0\.0\.1:\d+/u.exec(await own.docker('port', `drydock-${used}-control-plane`, '6443'))?.[0];
    expect(await demand('kubeconfig', used)).toContain(port);

    await Promise.all([used, frozen].map((id) => demand('destroy', id)));
    expect([await containers(), await networks(), await volumes(), await files()]).toEqual([[], [], '', []]);
  }, 600_000);
});
