import { cpus, loadavg } from 'node:os';
import { run, runStep } from '@drydock/host';
import type { OnStep } from '@drydock/model';
import {
  cpuOf,
  measureEcho,
  measureInterrupt,
  measureThroughput,
  median,
  memoryOf,
  type Percentiles,
  round,
  settle,
} from './measure.ts';
import { openDockerExec, openDrydock, openTtyd } from './session.ts';
import {
  type ChaosReport,
  runChaos,
  startRelayProcess,
  startWorkspaceContainer,
  type WorkspaceContainer,
} from '@drydock/terminal/testing';
import { startTtyd, ttydPort } from './ttyd.ts';

const ids = ['drydock', 'dockerExec', 'ttyd'] as const;
type Id = (typeof ids)[number];

/**
 * How one technology did. Times in milliseconds, throughput in 10^6 bytes a second: the median of `throughputs`, one for each flood. Processor seconds for one of these
 * floods and memory in MiB by process.
 */
export interface TerminalFigures {
  readonly echo: Percentiles;
  readonly throughput: number;
  readonly throughputs: readonly number[];
  readonly interrupt: Percentiles;
  readonly cpuSeconds: Readonly<Record<string, number>>;
  readonly memoryBefore: Readonly<Record<string, number>>;
  readonly memoryMost: Readonly<Record<string, number>>;
}

/** The targets of a terminal, each with its figure; `kept` is whether this run kept it. */
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
/** In turns, so that a busy moment of the machine meets all alike. */
const floods = 5;

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
  const step = <T>(id: string, title: string, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    return runStep(onStep, id, title, work);
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
    socketPath: workspace.socketPath,
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

  const memoryBefore = await byId((id) => memoryOf(pids[id], 'VmRSS'));
  const cpuBefore = await byId((id) => cpuOf(pids[id]));
  const throughputs: Record<Id, number[]> = { drydock: [], dockerExec: [], ttyd: [] };
  await step('throughput', `100 MB of text, ${floods} times through each in turns`, async () => {
    for (let count = 0; count < floods; count += 1)
      for (const id of ids) throughputs[id].push(await measureThroughput(sessions[id], flood));
  });
  const cpuAfter = await byId((id) => cpuOf(pids[id]));
  const memoryMost = await byId((id) => memoryOf(pids[id], 'VmHWM'));
  const figures = await byId((id) =>
    step(id, `Ctrl-C in a flood through ${id}`, async (): Promise<TerminalFigures> => {
      const echo = echoes[ids.indexOf(id)];
      if (!echo) throw new Error(`no echo of ${id} was measured`);
      const used = Object.entries(cpuAfter[id]).map(([name, seconds]) => [
        name,
        round((seconds - (cpuBefore[id][name] ?? 0)) / floods),
      ]);
      return {
        echo,
        throughput: median(throughputs[id]),
        throughputs: throughputs[id],
        interrupt: await measureInterrupt(sessions[id], 5),
        cpuSeconds: Object.fromEntries(used),
        memoryBefore: memoryBefore[id],
        memoryMost: memoryMost[id],
      };
    }),
  );
  const seconds = options.chaosSeconds ?? 120;
  const chaos = await step('chaos', `${seconds} s of chaos with 20 terminals`, () =>
    runChaos({ socketPath: workspace.socketPath, seconds, signal }),
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

/** One after the other. */
async function byId<T>(work: (id: Id) => Promise<T>): Promise<Record<Id, T>> {
  return { drydock: await work('drydock'), dockerExec: await work('dockerExec'), ttyd: await work('ttyd') };
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

/** The process on this host whose command line begins with `command`. */
async function pidOf(command: string): Promise<number> {
  const pid = await run('pgrep', ['--full', '--oldest', `^${command}`]);
  return Number(pid.trim());
}
