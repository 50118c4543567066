import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { tryRun } from '@drydock/host';
import { type Problem, quoteCause } from '@drydock/model';
import type { Cancellable } from '../../../driver.ts';
import { hasImage } from '../has-image.ts';
import type { DockerSettings } from '../settings.ts';
import { withoutProxy } from '../proxy.ts';
import { type DockerPlace, explainUnseen, fileSystemOf } from './unseen-folder.ts';
import { workspaceRights } from '../workspace.ts';

const patienceMs = 20_000;

/** What the agent will do in the folder: it reads what the host wrote, listens beside it, and gives out what it read. */
const listener = `
const { readFileSync } = require('node:fs');
const said = readFileSync('/run/drydock/seen', 'utf8');
const server = require('node:net').createServer((socket) => socket.end(said, () => process.exit()));
server.listen('/run/drydock/agent.sock');
setTimeout(() => process.exit(), ${patienceMs});`;

/**
 * Tries the mount that every workspace needs: a container like one gets a folder inside the run directory, reads a file in it and listens on a socket there, which this
 * host then opens. Without the workspace image the file alone is tried, in an image of nothing. Returns the problem with its likely cause in words.
 */
export async function tryFolder(settings: DockerSettings, options: Cancellable = {}): Promise<readonly Problem[]> {
  const id = randomUUID();
  const folder = join(settings.runDirectory, `.try-${id.slice(0, 8)}`);
  const name = `drydock-try-${id.slice(0, 8)}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(join(folder, 'seen'), id, { mode: 0o600 });
    const trial = { name, folder, id, mount: ['--mount', `type=bind,source=${folder},target=/run/drydock`] };
    const cause = (await hasImage(settings.images.workspace, options))
      ? await trySocket(settings.images.workspace, trial, options)
      : await tryFile(trial, options);
    return cause === undefined ? [] : [explainUnseen(settings.runDirectory, cause, await readPlace(settings, options))];
  } finally {
    await tryRun('docker', ['rm', '--force', '--volumes', name]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Trial {
  readonly name: string;
  readonly folder: string;
  readonly id: string;
  readonly mount: readonly string[];
}

/** What went wrong with a workspace's mount and socket; undefined when it works. */
async function trySocket(image: string, trial: Trial, options: Cancellable): Promise<string | undefined> {
  const how = ['--pull', 'never', '--network', 'none', ...workspaceRights, ...withoutProxy, ...trial.mount];
  const args = ['run', '--name', trial.name, ...how, '--entrypoint', 'node', image, '-e', listener];
  let ended: string | undefined;
  const running = tryRun('docker', args, { ...options, timeoutMs: patienceMs + 10_000 }).then(
    ({ stderr, exitCode }) => (ended = quoteCause(stderr) ?? `the container ended with code ${exitCode}.`),
    (error: unknown) => (ended = String(error)),
  );
  const socket = join(trial.folder, 'agent.sock');
  while (ended === undefined && !(await isThere(socket))) await delay(25);
  if (!(await isThere(socket))) return ended;
  // The file of a socket is there a moment before anybody listens on it.
  let heard = await hear(socket);
  for (const until = Date.now() + patienceMs; heard !== trial.id && Date.now() < until && ended === undefined;) {
    await delay(100);
    heard = await hear(socket);
  }
  if (heard !== trial.id) return `a socket in it cannot be opened from this host (${heard}).`;
  await running;
  return undefined;
}

/** What went wrong with the mount alone: Docker itself copies the file out of a container that never runs. */
async function tryFile({ name, id, mount }: Trial, options: Cancellable): Promise<string | undefined> {
  const empty = `drydock/try:${id}`;
  const steps = [
    { args: ['import', '-', empty], input: '\0'.repeat(1024) },
    { args: ['create', '--name', name, ...mount, empty, 'nothing'] },
    { args: ['cp', `${name}:/run/drydock/seen`, '-'] },
  ];
  try {
    for (const { args, input } of steps) {
      const result = await tryRun('docker', args, { ...options, input });
      if (result.exitCode !== 0)
        return quoteCause(result.stderr) ?? `\`docker ${args[0]}\` ended with code ${result.exitCode}.`;
      if (args[0] === 'cp' && !result.stdout.includes(id)) return 'the file in it is another one.';
    }
    return undefined;
  } finally {
    await tryRun('docker', ['rm', '--force', '--volumes', name]).catch(() => undefined);
    await tryRun('docker', ['rmi', '--force', empty]).catch(() => undefined);
  }
}

/** Returns the container's answer on its socket, or why it could not be asked. */
async function hear(path: string): Promise<string> {
  try {
    return await text(
      connect(path).setTimeout(3000, function timedOut(this: { destroy(): void }) {
        this.destroy();
      }),
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function readPlace(settings: DockerSettings, options: Cancellable): Promise<DockerPlace> {
  const ask = async (args: readonly string[]) => (await tryRun('docker', args, options)).stdout.trim();
  const [endpoint, info, mountinfo] = await Promise.all([
    ask(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']),
    ask(['info', '--format', '{{.OperatingSystem}}\t{{.DockerRootDir}}\t{{json .SecurityOptions}}']),
    readFile('/proc/self/mountinfo', 'utf8').catch(() => ''),
  ]);
  const [operatingSystem = '', rootDirectory = '', security = ''] = info.split('\t');
  const fileSystem = fileSystemOf(settings.runDirectory, mountinfo);
  return { endpoint, operatingSystem, rootDirectory, isRootless: security.includes('name=rootless'), fileSystem };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
