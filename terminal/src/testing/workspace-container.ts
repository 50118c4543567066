import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Dial, dialSocket, docker, tryRun } from '@drydock/host';
import { CourseError } from '@drydock/model';

/** A workspace without a cluster: the real image with the real agent, for tests and benchmarks of terminals. */
export interface WorkspaceContainer {
  readonly name: string;
  /** The agent's socket on this host. */
  readonly socketPath: string;
  readonly agent: Dial;
  /** Process id of the agent on this host. */
  agentPid(): Promise<number>;
  /** Runs a command in the container as root; its output. */
  exec(...argv: string[]): Promise<string>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  end(): Promise<void>;
}

/** The rights a workspace has in a sandbox (sandbox/src/drivers/docker/workspace.ts). */
const rights = ['SETUID', 'SETGID', 'KILL', 'CHOWN', 'DAC_OVERRIDE'].map((name) => `--cap-add=${name}`);

/** Starts the image and waits until the agent listens. `extra` are more arguments of `docker run`. */
export async function startWorkspaceContainer(
  image: string,
  extra: readonly string[] = [],
): Promise<WorkspaceContainer> {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-terminal-'));
  const name = `drydock-terminal-${randomUUID().slice(0, 8)}`;
  const socketPath = join(directory, 'agent.sock');
  const fixed = [
    'run',
    '--detach',
    '--rm',
    '--pull=never',
    '--init',
    '--name',
    name,
    '--volume',
    `${directory}:/run/drydock`,
  ];
  const allowed = extra.includes('--cap-add=ALL')
    ? []
    : ['--cap-drop=ALL', ...rights, '--security-opt=no-new-privileges'];
  await docker([...fixed, ...allowed, ...extra, image]);
  const end = async () => {
    await docker(['rm', '--force', '--volumes', name]);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await untilListening(socketPath);
  } catch (error) {
    const { stdout, stderr } = await tryRun('docker', ['logs', name]).catch(() => ({ stdout: '', stderr: 'nothing' }));
    await end().catch(() => undefined);
    throw new CourseError(
      'command_failed',
      `The agent of ${image} did not listen; it said: ${stdout}${stderr}`,
      'Build the workspace image again: npx drydock images build.',
      { cause: error },
    );
  }
  return {
    name,
    socketPath,
    agent: dialSocket(socketPath),
    async agentPid() {
      const processes = await docker(['top', name, '-eo', 'pid,args']);
      return Number(processes.match(/^\s*(\d+)\s+node .*main\.js/m)?.[1]);
    },
    exec: async (...argv) => docker(['exec', '--user=root', name, ...argv], { timeoutMs: 0 }),
    freeze: async () => void (await docker(['pause', name])),
    thaw: async () => void (await docker(['unpause', name])),
    end,
  };
}

async function untilListening(socketPath: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await answers(socketPath))) {
    if (performance.now() > deadline) throw new Error(`nothing listens on ${socketPath}`);
    await delay(50);
  }
}

function answers(socketPath: string): Promise<boolean> {
  return dialSocket(socketPath)().then(
    (stream) => {
      stream.destroy();
      return true;
    },
    () => false,
  );
}
