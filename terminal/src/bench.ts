import { execFile } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { CourseError, type OnStep } from '@drydock/model';
import {
  cpuOf,
  measureEcho,
  measureInterrupt,
  measureThroughput,
  memoryOf,
  type Percentiles,
  round,
  settle,
} from './bench-measure.ts';
import { type BenchSession, openDockerExec, openDrydock, openTtyd } from './bench-session.ts';
import { type ChaosReport, runChaos } from './chaos.ts';
import { startRelayProcess } from './relay-process.ts';
import { startWorkspaceContainer, type WorkspaceContainer } from './workspace-container.ts';

const run = promisify(execFile);

/** How one technology did. Times in milliseconds, throughput in 10^6 bytes a second, processor seconds for that flood and memory in MiB by process. */
export interface TerminalFigures {
  readonly echo: Percentiles;
  readonly throughput: number;
  readonly interrupt: Percentiles;
  readonly cpuSeconds: Readonly<Record<string, number>>;
  readonly memoryBefore: Readonly<Record<string, number>>;
  readonly memoryMost: Readonly<Record<string, number>>;
}

/** The promises of a terminal, each with its figure; `kept` says whether this run kept it. */
export interface KeptPromise {
  readonly promise: string;
  readonly found: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly kept: boolean;
}

export interface TerminalBench {
  readonly at: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  readonly floodBytes: number;
  readonly figures: {
    readonly drydock: TerminalFigures;
    readonly dockerExec: TerminalFigures;
    readonly ttyd: TerminalFigures;
  };
  readonly chaos: ChaosReport;
  readonly promises: readonly KeptPromise[];
}

const flood = '/tmp/flood.txt';
const ttydPort = 7681;

/**
 * Measures a terminal of the workspace image beside raw `docker exec -it` and ttyd in the same container and the same run, then two minutes of chaos.
 * Needs Docker and the image; ttyd is installed from Debian into the container it makes, which is removed at the end.
 */
export async function benchTerminal(options: {
  image: string;
  echoRounds?: number;
  chaosSeconds?: number;
  onStep: OnStep;
  signal: AbortSignal;
}): Promise<TerminalBench> {
  const { onStep, signal } = options;
  const step = async <T>(id: string, title: string, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const startedAt = performance.now();
    onStep({ id, title, state: 'running' });
    try {
      const result = await work();
      onStep({ id, title, state: 'done', seconds: (performance.now() - startedAt) / 1000 });
      return result;
    } catch (error) {
      onStep({ id, title, state: 'failed', detail: String(error) });
      throw error;
    }
  };
  const loadBefore = loadavg()[0] ?? NaN;
  await using cleanUp = new AsyncDisposableStack();
  const workspace = await step('workspace', 'Start a workspace', async () => {
    const started = await startWorkspaceContainer(options.image, ['--cap-add=ALL']);
    cleanUp.defer(() => started.end());
    return started;
  });
  const ttydUrl = await step('ttyd', 'Install ttyd beside it', () => startTtyd(workspace));
  const relay = await startRelayProcess();
  cleanUp.defer(() => relay.kill());
  const floodBytes = await makeFlood(workspace);

  const grant = {
    user: 'bench',
    attempt: 'bench',
    terminal: 'bench',
    kind: 'workspace',
    address: workspace.address,
  } as const;
  const sessions = await step('sessions', 'Open a shell through each', async () => {
    const opened = {
      drydock: openDrydock(() => relay.url(grant)),
      dockerExec: openDockerExec(workspace.name),
      ttyd: await openTtyd(ttydUrl),
    };
    for (const session of Object.values(opened)) cleanUp.defer(() => session.close());
    await Promise.all(Object.values(opened).map(settle));
    return opened;
  });
  const pids = {
    drydock: { agent: await workspace.agentPid(), relay: relay.pid },
    dockerExec: {
      dockerCli: await pidOf(`docker exec -it --user student --env TERM=xterm-256color ${workspace.name}`),
    },
    ttyd: { ttyd: await pidOf(`ttyd --port ${ttydPort}`) },
  };
  const order = [sessions.drydock, sessions.dockerExec, sessions.ttyd];
  const echoes = await step('echo', 'Echo of a key, in turns', () => measureEcho(order, options.echoRounds ?? 300));

  const measure = (id: keyof typeof sessions, session: BenchSession, echo: Percentiles | undefined) =>
    step(id, `100 MB of text and Ctrl-C through ${id}`, async (): Promise<TerminalFigures> => {
      const memoryBefore = await memoryOf(pids[id], 'VmRSS');
      const cpuBefore = await cpuOf(pids[id]);
      const throughput = await measureThroughput(session, flood);
      const cpuAfter = await cpuOf(pids[id]);
      const cpuSeconds = Object.fromEntries(
        Object.entries(cpuAfter).map(([name, seconds]) => [name, round(seconds - (cpuBefore[name] ?? 0))]),
      );
      const interrupt = await measureInterrupt(session, 5);
      if (!echo) throw new Error(`no echo of ${id} was measured`);
      return { echo, throughput, interrupt, cpuSeconds, memoryBefore, memoryMost: await memoryOf(pids[id], 'VmHWM') };
    });
  const figures = {
    drydock: await measure('drydock', sessions.drydock, echoes[0]),
    dockerExec: await measure('dockerExec', sessions.dockerExec, echoes[1]),
    ttyd: await measure('ttyd', sessions.ttyd, echoes[2]),
  };
  const seconds = options.chaosSeconds ?? 120;
  const chaos = await step('chaos', `${seconds} s of chaos with 20 terminals`, () =>
    runChaos({ address: workspace.address, seconds, signal }),
  );
  return {
    at: new Date().toISOString(),
    host: { cpus: cpus().length, loadBefore, loadAfter: loadavg()[0] ?? NaN },
    floodBytes,
    figures,
    chaos,
    promises: promisesOf(figures, chaos),
  };
}

function promisesOf(figures: TerminalBench['figures'], chaos: ChaosReport): KeptPromise[] {
  const { drydock, dockerExec, ttyd } = figures;
  const atMost = (promise: string, found: number, limit: number): KeptPromise => ({
    promise,
    found,
    atMost: limit,
    kept: found <= limit,
  });
  const atLeast = (promise: string, found: number, limit: number): KeptPromise => ({
    promise,
    found,
    atLeast: limit,
    kept: found >= limit,
  });
  const memory = Math.max(...Object.values(drydock.memoryMost));
  return [
    atMost('echo p50 over raw docker exec, ms', round(drydock.echo.p50 - dockerExec.echo.p50), 2),
    atLeast('throughput beside ttyd, MB/s', drydock.throughput, ttyd.throughput),
    atMost('Ctrl-C in a flood, ms', drydock.interrupt.most, 300),
    atMost('memory of agent and relay during 100 MB, MiB each', memory, 256),
    atMost('lines lost, doubled or out of order in chaos', chaos.faults.length, 0),
  ];
}

async function makeFlood(workspace: WorkspaceContainer): Promise<number> {
  await workspace.exec(
    'sh',
    '-c',
    `seq -f 'line %.0f of a long log that somebody follows in a terminal' 1 1600000 | head -c 100000000 >${flood}; chmod a+r ${flood}`,
  );
  return Number(await workspace.exec('stat', '-c', '%s', flood));
}

/** ttyd is in Debian sid only; what it needs is in the image's own release. The shell it serves is the one the agent starts. */
async function startTtyd(workspace: WorkspaceContainer): Promise<string> {
  const script = [
    'echo "deb [check-valid-until=no] http://deb.debian.org/debian sid main" >/etc/apt/sources.list.d/sid.list',
    'printf "Package: *\\nPin: release a=unstable\\nPin-Priority: 50\\n" >/etc/apt/preferences.d/sid',
    'apt-get -qq update && apt-get -qq install --yes --no-install-recommends ttyd',
  ];
  try {
    await workspace.exec('sh', '-c', script.join(' && '));
    await run('docker', [
      'exec',
      '--detach',
      '--user=student',
      '--env=TERM=xterm-256color',
      '--env=HOME=/home/student',
      workspace.name,
      'ttyd',
      '--port',
      String(ttydPort),
      '--writable',
      'bash',
      '-l',
    ]);
  } catch (cause) {
    throw new CourseError(
      'command_failed',
      'ttyd could not be installed beside the terminal to compare it with.',
      'See that Debian packages can be installed in a container: docker run --rm debian apt-get update.',
      { cause },
    );
  }
  const { stdout } = await run('docker', [
    'inspect',
    '--format',
    '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
    workspace.name,
  ]);
  const url = `ws://${stdout.trim()}:${ttydPort}/ws`;
  await workspace.exec('sh', '-c', `until curl -so /dev/null http://127.0.0.1:${ttydPort}/; do sleep 0.1; done`);
  return url;
}

/** The process on this host whose command line begins with `command`. */
async function pidOf(command: string): Promise<number> {
  const { stdout } = await run('pgrep', ['--full', '--oldest', `^${command}`]);
  return Number(stdout.trim());
}
