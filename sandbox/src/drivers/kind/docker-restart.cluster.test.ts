import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { imageRefs, nodeImage } from '@drydock/images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deepFreezeLack } from '../docker/deep/lack.ts';
import { newSandboxId } from '../../sandbox-id.ts';
import { type OwnDocker, startOwnDocker, whyNoOwnDocker } from '../../testing/own-docker.ts';

const reason = whyNoOwnDocker();
/** How many sandboxes Docker is restarted under: a fifth in use, the others frozen, and every second of those deep-frozen, as those of a class are. */
const count = Number(process.env['DRYDOCK_RESTART_SANDBOXES'] ?? '2');
if (!Number.isInteger(count) || count < 2) throw new Error('Set DRYDOCK_RESTART_SANDBOXES to 2 or more.');
const isClass = count > 2;
const Outcome = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.string().optional(), message: z.string(), fix: z.string().optional() }).optional(),
});
const Listed = z.array(z.object({ id: z.string(), state: z.string(), isStopped: z.boolean() }));
const Woken = z.array(z.object({ id: z.string(), seconds: z.number(), problem: z.string().optional() }));

describe.skipIf(reason !== undefined)(`a Docker of its own${reason === undefined ? '' : `: ${reason}`}`, () => {
  let own: OwnDocker;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drydock-run-'));
    const { workspace, registry } = imageRefs();
    const images = [(await nodeImage()).ref, workspace, registry];
    own = await startOwnDocker(images, { diskBytes: (8 + (count - 2) * 0.75) * 2 ** 30 });
  }, 900_000);

  afterAll(async () => {
    await own[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  }, 420_000);

  async function ask(verb: string, ...args: readonly string[]): Promise<z.output<typeof Outcome>> {
    const program = join(import.meta.dirname, '../../testing/driver-command.ts');
    return Outcome.parse(JSON.parse(await own.run([process.execPath, program, directory, verb, ...args])));
  }

  async function demand(verb: string, ...args: readonly string[]): Promise<unknown> {
    const { result, error } = await ask(verb, ...args);
    if (error) throw new Error(JSON.stringify(error));
    return result;
  }

  const listed = async () => Listed.parse(await demand('list'));
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

  test(
    `Docker restarted under ${count} sandboxes: nothing starts by itself, and a thaw brings each back with its addresses, files and Pods`,
    async () => {
      const used = Array.from({ length: Math.ceil(count / 5) }, newSandboxId);
      const frozen = Array.from({ length: count - used.length }, newSandboxId);
      const all = [...used, ...frozen];
      const image = "kubectl -n kube-system get deployment coredns -o jsonpath='{..containers[0].image}'";
      const pod = `kubectl run web --image="$(${image})"`;
      await twoAtATime(all, async (id) => {
        await demand('create', id);
        await demand(
          'exec',
          id,
          `${pod}; kubectl wait --for=condition=Ready --timeout=100s pod/web; echo ${id} >~/note`,
        );
        if (used.includes(id)) return;
        const isDeep = frozen.indexOf(id) % 2 === 1 && deepFreezeLack() === undefined;
        await demand(isDeep ? 'deepFreeze' : 'freeze', id);
      });
      const parts = ['control-plane', 'workspace'];
      const addresses = async () => {
        const format = '{{.Name}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
        return own.docker(
          'inspect',
          '--format',
          format,
          ...all.flatMap((id) => parts.map((part) => `drydock-${id}-${part}`)),
        );
      };
      const before = await addresses();
      const states = async () => (await listed()).map(({ id, ...rest }) => ({ ...rest, isUsed: used.includes(id) }));
      report('before', await states());

      const stopping = performance.now();
      await own.restart();
      report(`Docker was back after ${inSeconds(performance.now() - stopping)}`, await states());
      expect(await names('ps', '--format', '{{.Names}}')).toEqual([]);
      const stopped = all.map((id) => ({ id, state: 'frozen', isStopped: true }));
      expect(inOrder(await listed())).toEqual(inOrder(stopped));
      // Somebody starts one by hand: it gets the lowest address, which was another's.
      await own.docker('start', `drydock-${frozen[0]}-control-plane`);
      expect(await addresses()).not.toBe(before);

      // Those whose students are here are woken at once, then the others, whose students come back together.
      for (const ids of [used, frozen]) {
        const woken = Woken.parse(await demand('wake', ids.join(',')));
        report('woken', woken);
        expect(woken.filter(({ problem }) => problem !== undefined)).toEqual([]);
      }
      expect(await addresses()).toBe(before);
      expect(inOrder(await listed())).toEqual(inOrder(all.map((id) => ({ id, state: 'running', isStopped: false }))));
      const look = 'cat ~/note; kubectl wait --for=condition=Ready --timeout=100s pod/web; kubectl get --raw /readyz';
      await twoAtATime(all, async (id) => {
        const looked = { exitCode: 0, stdout: expect.stringMatching(new RegExp(`^${id}\n[^]*ok$`, 'u')) };
        expect(await demand('exec', id, look)).toMatchObject(looked);
      });
      report(`all were usable after ${inSeconds(performance.now() - stopping)}`, await states());
      const port = /127\.0\.0\.1:\d+/u.exec(await own.docker('port', `drydock-${used[0]}-control-plane`, '6443'))?.[0];
      expect(await demand('kubeconfig', used[0] ?? '')).toContain(port);

      await twoAtATime(all, (id) => demand('destroy', id));
      expect([await containers(), await networks(), await volumes(), await files()]).toEqual([[], [], '', []]);
    },
    600_000 + (count - 2) * 120_000,
  );
});

/** Works through a list with two hands: a sandbox keeps a core busy while it is made. */
async function twoAtATime(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const waiting = [...ids];
  const hand = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await work(id);
  };
  await Promise.all([hand(), hand()]);
}

const inOrder = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((one, other) => one.id.localeCompare(other.id));
const inSeconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

/** Prints what was seen: restarting under a class is a measurement too. */
function report(what: string, seen: unknown): void {
  if (isClass) process.stdout.write(`${what}: ${JSON.stringify(seen)}\n`);
}
