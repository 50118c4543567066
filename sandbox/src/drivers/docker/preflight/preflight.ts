import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { demandDocker, isAtLeast } from '@drydock/host';
import { CourseError, type Problem } from '@drydock/model';
import { z } from 'zod';
import type { Cancellable, UnmetNeed } from '../../../driver.ts';
import { hasImage } from '../has-image.ts';
import type { DockerSettings } from '../settings.ts';
import { fullDisks } from './free-disk.ts';
import { tryFolder } from './try-folder.ts';
import { agentSocket } from '../workspace.ts';

/** sun_path of unix(7), without its closing zero. */
const maxSocketPath = 107;

type Probe = (settings: DockerSettings, options: Cancellable) => Promise<readonly Problem[]>;

/** What a sandbox in Docker needs of a host, each tried by one probe; the same ones before a start, when a start failed, and in `drydock doctor`. */
const probes: Readonly<Record<string, Probe>> = {
  docker: checkDocker,
  folder: checkRunDirectory,
  disk: async ({ runDirectory }, options) => (await fullDisks(runDirectory, options)).map((error) => error.toJSON()),
  inotify: checkInotify,
  images: checkImages,
};

/** Everything that keeps this host from making sandboxes; the probes run in parallel; those that need Docker or a folder are skipped where these are missing. */
export async function unmetNeeds(
  settings: DockerSettings,
  { isMountKnown = false, ...options }: Cancellable & { readonly isMountKnown?: boolean } = {},
): Promise<readonly UnmetNeed[]> {
  const own = Object.entries(settings.maker.probes).map(([need, probe]) => ask(need, () => probe(options)));
  const shared = Object.entries(probes).map(([need, probe]) => ask(need, () => probe(settings, options)));
  const found = (await Promise.all([...shared, ...own])).flat();
  const canMount = !isMountKnown && found.every(({ need }) => need !== 'docker' && need !== 'folder');
  return canMount ? [...found, ...(await ask('mount', () => tryFolder(settings, options)))] : found;
}

async function ask(need: string, probe: () => Promise<readonly Problem[]>): Promise<readonly UnmetNeed[]> {
  try {
    return (await probe()).map((problem) => ({ ...problem, need }));
  } catch (error) {
    return [{ ...problemOf(error), need }];
  }
}

const DockerVersion = z.object({ Version: z.string() });

async function checkDocker({ maker }: DockerSettings, options: Cancellable): Promise<readonly Problem[]> {
  const asked = { command: ['docker', 'version'], method: 'GET', path: '/version' } as const;
  const { Version: version } = DockerVersion.parse(await demandDocker(asked, options));
  const oldest = maker.requirements.programs['docker'] ?? '';
  if (isAtLeast(version, oldest)) return [];
  return [notReady(`Docker ${version} is too old for the nodes.`, `Install Docker ${oldest} or newer.`)];
}

async function checkImages({ images }: DockerSettings, options: Cancellable): Promise<readonly Problem[]> {
  const problems = Object.entries(images).map(async ([name, image]): Promise<readonly Problem[]> => {
    try {
      return (await hasImage(image, options))
        ? []
        : [notReady(`The ${name} image ${image} is not on this machine.`, 'Run `npx drydock images build`.')];
    } catch {
      return []; // That Docker does not answer is said once, by checkDocker.
    }
  });
  return (await Promise.all(problems)).flat();
}

async function checkRunDirectory(settings: DockerSettings): Promise<readonly Problem[]> {
  const { runDirectory } = settings;
  const address = agentSocket(settings, 'x'.repeat(16));
  if (Buffer.byteLength(address) > maxSocketPath) {
    const message = `The path ${address} is longer than a Unix socket may have (${maxSocketPath} bytes).`;
    return [notReady(message, 'Set DRYDOCK_DATA to a shorter path.')];
  }
  try {
    await mkdir(runDirectory, { recursive: true, mode: 0o700 });
    await access(runDirectory, constants.W_OK);
    return [];
  } catch (error) {
    const fix = 'Give it to the user who runs Drydock, or set DRYDOCK_DATA to another folder.';
    return [notReady(`The folder ${runDirectory} cannot be written: ${String(error)}.`, fix)];
  }
}

async function checkInotify({ maker }: DockerSettings): Promise<readonly Problem[]> {
  const setting = 'fs.inotify.max_user_instances';
  try {
    const limit = Number(await readFile('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
    const { least, enough } = maker.requirements.inotify.instances;
    if (limit >= least) return [];
    return [
      notReady(
        `${setting} is ${limit}: a few clusters use that up and the next one does not start.`,
        `Run \`sysctl -w ${setting}=${enough}\` as root and put it into /etc/sysctl.d/.`,
      ),
    ];
  } catch {
    return []; // Not Linux: Docker runs in a machine of its own, which has its own limits.
  }
}

function notReady(message: string, fix: string): Problem {
  return { code: 'host_not_ready', message, fix };
}

function problemOf(error: unknown): Problem {
  return error instanceof CourseError
    ? error.toJSON()
    : { code: 'internal', message: String(error), fix: 'Report this as a bug in Drydock.' };
}
