import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { docker, isAtLeast, run, tryRun } from '@drydock/host';
import { CourseError, type Problem } from '@drydock/model';
import type { Cancellable, UnmetNeed } from '../../driver.ts';
import type { KindSettings } from './options.ts';
import { kindRequirements } from './requirements.ts';
import { tryFolder } from './try-folder.ts';
import { agentSocket } from './workspace.ts';

const { programs, inotify } = kindRequirements;

/** sun_path of unix(7), without its closing zero. */
const maxSocketPath = 107;

/** What a sandbox needs of a host, each tried by one probe; the same ones before a start, when a start failed, and in `drydock doctor`. */
type Need = 'docker' | 'kind' | 'folder' | 'mount' | 'inotify' | 'images';

type Probe = (settings: KindSettings, options: Cancellable) => Promise<readonly Problem[]>;

const probes: Readonly<Record<Need, Probe>> = {
  docker: checkDocker,
  kind: checkKind,
  folder: checkRunDirectory,
  mount: tryFolder,
  inotify: checkInotify,
  images: checkImages,
};

/** Everything that keeps this host from making sandboxes; the probes run side by side, but what needs Docker and a folder says nothing where those are missing. */
export async function unmetNeeds(
  settings: KindSettings,
  { skip = [], ...options }: Cancellable & { readonly skip?: readonly Need[] } = {},
): Promise<readonly UnmetNeed[]> {
  const asked = Object.keys(probes).filter((name): name is Need => name in probes && !skip.some((one) => one === name));
  const names = asked.filter((name) => name !== 'mount');
  const found = (await Promise.all(names.map((need) => ask(need, settings, options)))).flat();
  const canMount = asked.includes('mount') && found.every(({ need }) => need !== 'docker' && need !== 'folder');
  return canMount ? [...found, ...(await ask('mount', settings, options))] : found;
}

async function ask(need: Need, settings: KindSettings, options: Cancellable): Promise<readonly UnmetNeed[]> {
  try {
    return (await probes[need](settings, options)).map((problem) => ({ ...problem, need }));
  } catch (error) {
    return [{ ...problemOf(error), need }];
  }
}

async function checkDocker(_settings: KindSettings, options: Cancellable): Promise<readonly Problem[]> {
  const version = (await docker(['version', '--format', '{{.Server.Version}}'], options)).trim();
  const oldest = programs['docker'] ?? '';
  if (isAtLeast(version, oldest)) return [];
  return [notReady(`Docker ${version} is too old for the nodes.`, `Install Docker ${oldest} or newer.`)];
}

async function checkKind(_settings: KindSettings, options: Cancellable): Promise<readonly Problem[]> {
  const said = await run('kind', ['version'], options);
  const [, version] = /\bv?(\d+\.\d+\.\d+)/u.exec(said) ?? [];
  const oldest = programs['kind'] ?? '';
  // A build without a version is taken for a new one.
  if (version === undefined || isAtLeast(version, oldest)) return [];
  return [notReady(`${said.trim()} is too old for the nodes.`, `Install kind ${oldest} or newer.`)];
}

async function checkImages({ images }: KindSettings, options: Cancellable): Promise<readonly Problem[]> {
  const problems = Object.entries(images).map(async ([name, image]): Promise<readonly Problem[]> => {
    try {
      const { exitCode } = await tryRun('docker', ['image', 'inspect', '--format', '{{.Id}}', image], options);
      return exitCode === 0
        ? []
        : [notReady(`The ${name} image ${image} is not on this machine.`, 'Run `npx drydock images build`.')];
    } catch {
      return []; // That Docker does not answer is said once, by checkDocker.
    }
  });
  return (await Promise.all(problems)).flat();
}

async function checkRunDirectory(settings: KindSettings): Promise<readonly Problem[]> {
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

async function checkInotify(): Promise<readonly Problem[]> {
  const setting = 'fs.inotify.max_user_instances';
  try {
    const limit = Number(await readFile('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
    const { least, enough } = inotify.instances;
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
    : { code: 'internal', message: String(error), fix: 'Report this as a bug of Drydock.' };
}
