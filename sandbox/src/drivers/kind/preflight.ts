import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { CourseError, type Problem } from '@drydock/model';
import type { Cancellable } from '../../driver.ts';
import { attempt, run } from '../../run.ts';
import { docker } from './docker.ts';
import type { KindSettings } from './options.ts';
import { agentAddress } from './workspace.ts';

/** sun_path of unix(7), without its closing zero. */
const maxSocketPath = 107;
/** A node takes about 20 inotify instances of root; Linux allows 128 by default, which five clusters use up. */
const minInotifyInstances = 512;

/** Everything that keeps this host from making sandboxes; the checks run side by side. */
export async function preflight(settings: KindSettings, options: Cancellable = {}): Promise<readonly Problem[]> {
  const checks = [checkDocker, checkKind, checkRunDirectory, checkInotify, checkImages];
  const found = await Promise.all(checks.map((check) => check(settings, options)));
  const seen = new Map(found.flat().map((problem) => [problem.message, problem]));
  return [...seen.values()];
}

async function checkDocker(_settings: KindSettings, options: Cancellable): Promise<readonly Problem[]> {
  try {
    const version = (await docker(['version', '--format', '{{.Server.Version}}'], options)).trim();
    if (Number.parseInt(version, 10) >= 23) return [];
    return [
      {
        code: 'host_not_ready',
        message: `Docker ${version} is too old for the nodes.`,
        fix: 'Install Docker 23 or newer.',
      },
    ];
  } catch (error) {
    return [problemOf(error)];
  }
}

async function checkKind(_settings: KindSettings, options: Cancellable): Promise<readonly Problem[]> {
  try {
    await run('kind', ['version'], options);
    return [];
  } catch (error) {
    return [problemOf(error)];
  }
}

async function checkImages({ images }: KindSettings, options: Cancellable): Promise<readonly Problem[]> {
  const problems = Object.entries(images).map(async ([name, image]): Promise<readonly Problem[]> => {
    try {
      const { exitCode } = await attempt('docker', ['image', 'inspect', '--format', '{{.Id}}', image], options);
      return exitCode === 0
        ? []
        : [
            {
              code: 'host_not_ready',
              message: `The ${name} image ${image} is not on this machine.`,
              fix: 'Run `npx drydock images build`.',
            },
          ];
    } catch {
      return []; // That Docker does not answer is said once, by checkDocker.
    }
  });
  return (await Promise.all(problems)).flat();
}

async function checkRunDirectory(settings: KindSettings): Promise<readonly Problem[]> {
  const { runDirectory } = settings;
  const address = agentAddress(settings, 'x'.repeat(16));
  if (Buffer.byteLength(address) > maxSocketPath) {
    return [
      {
        code: 'host_not_ready',
        message: `The path ${address} is longer than a Unix socket may have (${maxSocketPath} bytes).`,
        fix: 'Set DRYDOCK_DATA to a shorter path.',
      },
    ];
  }
  try {
    await mkdir(runDirectory, { recursive: true, mode: 0o700 });
    await access(runDirectory, constants.W_OK);
    return [];
  } catch (error) {
    return [
      {
        code: 'host_not_ready',
        message: `The folder ${runDirectory} cannot be written: ${String(error)}.`,
        fix: 'Give it to the user who runs Drydock, or set DRYDOCK_DATA to another folder.',
      },
    ];
  }
}

async function checkInotify(): Promise<readonly Problem[]> {
  const setting = 'fs.inotify.max_user_instances';
  try {
    const limit = Number(await readFile('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
    if (limit >= minInotifyInstances) return [];
    return [
      {
        code: 'host_not_ready',
        message: `${setting} is ${limit}: a few clusters use that up and the next one does not start.`,
        fix: `Run \`sysctl -w ${setting}=8192\` as root and put it into /etc/sysctl.d/.`,
      },
    ];
  } catch {
    return []; // Not Linux: Docker runs in a machine of its own, which has its own limits.
  }
}

function problemOf(error: unknown): Problem {
  return error instanceof CourseError
    ? error.toJSON()
    : { code: 'internal', message: String(error), fix: 'Report this as a bug of Drydock.' };
}
