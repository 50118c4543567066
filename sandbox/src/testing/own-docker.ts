import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { run, runToEnd } from '@drydock/host';

const startMs = 60_000;
const stopMs = 300_000;

/** A Docker of its own, to be restarted and filled up without harm to anybody: a daemon with networks, a disk and images of its own. */
export interface OwnDocker extends AsyncDisposable {
  docker(...args: readonly string[]): Promise<string>;
  /** Runs a program with this Docker, in its network and before its disk. */
  run(argv: readonly [string, ...string[]]): Promise<string>;
  /** Ends the daemon as a shutdown of the host does, and starts it again. */
  restart(): Promise<void>;
  /** Takes all of the disk but this many bytes, until the returned function is called. */
  fill(leftBytes: number): Promise<() => Promise<void>>;
}

/** Why this machine cannot have a Docker of its own for a test; undefined where it can. */
export function whyNoOwnDocker(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may start a daemon';
  const tried = spawnSync('unshare', [
    '--net',
    '--mount',
    'sh',
    '-c',
    'command -v dockerd mkfs.ext4 && test -e /dev/loop-control',
  ]);
  return tried.status === 0
    ? undefined
    : 'there is no dockerd, no mkfs.ext4, no loop device, or no right to namespaces';
}

/** Starts a Docker with these images of the usual one. It ends with the process of the test, however that ends. */
export async function startOwnDocker(
  images: readonly string[],
  { diskBytes }: { readonly diskBytes: number },
): Promise<OwnDocker> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-docker-'));
  const [disk, mount, socket] = [join(folder, 'disk'), join(folder, 'mnt'), join(folder, 'docker.sock')];
  // What holds the namespaces while the daemon is away; the mount goes with it.
  const holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--net', '--mount', 'sleep', 'infinity'], {
    stdio: 'ignore',
  });
  await once(holder, 'spawn');
  const inside = ['nsenter', '--target', String(holder.pid), '--net', '--mount'] as const;
  const env = { DOCKER_HOST: `unix://${socket}` };
  let daemon: ChildProcess | undefined;

  const enter = (argv: readonly string[]) => run('nsenter', [...inside.slice(1), ...argv], { env, timeoutMs: 900_000 });
  const docker = (...args: readonly string[]) => enter(['docker', ...args]);

  async function start(): Promise<void> {
    const log = await open(join(folder, 'dockerd.log'), 'a');
    const places = ['--data-root', mount, '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'docker.pid')];
    const command = [...inside, 'dockerd', '--host', `unix://${socket}`, ...places];
    daemon = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], { stdio: ['ignore', log.fd, log.fd] });
    const until = Date.now() + startMs;
    while ((await runToEnd('docker', ['version'], { env })).exitCode !== 0) {
      if (Date.now() > until || daemon.exitCode !== null) throw new Error(`no daemon: see ${folder}/dockerd.log`);
      await delay(200);
    }
    await log.close();
  }

  async function stop(): Promise<void> {
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = once(daemon, 'exit', { signal: AbortSignal.timeout(stopMs) });
    daemon.kill('SIGTERM');
    await ended;
  }

  async function dispose(): Promise<void> {
    await stop();
    holder.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await (await open(disk, 'w')).close();
    await truncate(disk, diskBytes);
    await run('mkfs.ext4', ['-q', '-m', '0', disk]);
    // Another process may not have entered its namespaces yet.
    const isApart = 'test "$(readlink /proc/self/ns/net)" != "$(readlink /proc/1/ns/net)"';
    while ((await runToEnd('nsenter', [...inside.slice(1), 'sh', '-c', isApart])).exitCode !== 0) await delay(50);
    await enter([
      'sh',
      '-ec',
      `mkdir '${mount}'; mount -o loop '${disk}' '${mount}'; ip link set lo up; echo 1 >/proc/sys/net/ipv4/ip_forward`,
    ]);
    await start();
    const pipe = `docker save ${images.join(' ')} | DOCKER_HOST='${env.DOCKER_HOST}' docker load`;
    await run('bash', ['-o', 'pipefail', '-c', pipe], { timeoutMs: 600_000 });
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    docker,
    run: enter,
    async restart() {
      await stop();
      await start();
    },
    async fill(leftBytes) {
      const filler = join(mount, 'filler');
      const left = Number((await enter(['df', '--output=avail', '--block-size=1', mount])).trim().split('\n').at(-1));
      await enter(['fallocate', '--length', String(left - leftBytes), filler]);
      return async () => void (await enter(['rm', filler]));
    },
    [Symbol.asyncDispose]: dispose,
  };
}
