import { randomUUID } from 'node:crypto';
import { type CellLink, createCellLink } from '@drydock/terminal';
import { startRelayProcess, startWorkspaceContainer, type WorkspaceContainer } from '@drydock/terminal/testing';
import type { Progress } from '../progress.ts';
import { settle } from '../terminal/measure.ts';
import { type BenchSession, openDrydock } from '../terminal/session.ts';
import { type Aim, atMost, hostNow, type Times, timesOf } from '../times.ts';

/** One command both ways: from Run, or from Enter, to the first byte that it prints. */
export interface CommandFigures {
  readonly command: string;
  readonly cell: Times;
  readonly terminal: Times;
}

/** How soon a cell prints, beside the same command typed in a terminal. Times in milliseconds. */
export interface CellBench {
  readonly at: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  readonly commands: readonly CommandFigures[];
  /** The first cell of a lesson, which starts its shell. */
  readonly firstCell: Times;
  readonly aims: readonly Aim[];
}

const commands = ['echo soup', 'kubectl version --client'];
const lesson = 'bench/cell';

/** Measures cells of the workspace image in turns with a terminal of the same container, both through the agent. Needs Docker and the image. */
export async function benchCell(options: {
  readonly image: string;
  readonly rounds: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}): Promise<CellBench> {
  const { image, rounds, progress, signal } = options;
  const loadBefore = hostNow().load;
  await using cleanUp = new AsyncDisposableStack();
  const workspace = await progress.step('Start a workspace', async () => {
    const started = await startWorkspaceContainer(image);
    cleanUp.defer(() => started.end());
    return started;
  });
  const link = createCellLink();
  const terminal = await progress.step('Open a terminal', async () => {
    const relay = await startRelayProcess();
    cleanUp.defer(() => relay.kill());
    const { socketPath } = workspace;
    const grant = { user: 'bench', attempt: 'bench', terminal: 'bench', kind: 'workspace', socketPath } as const;
    const session = openDrydock(() => relay.url(grant));
    cleanUp.defer(() => session.close());
    await settle(session);
    return session;
  });
  const figures: CommandFigures[] = [];
  for (const command of commands)
    figures.push(
      await progress.step(`\`${command}\`, ${rounds} times each, in turns`, async () => {
        const [cell, typed]: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round += 1) {
          cell.push(await timeCell(link, workspace, command, signal));
          typed.push(await timeTyped(terminal, command, round));
        }
        return { command, cell: timesOf(cell), terminal: timesOf(typed) };
      }),
    );
  const firstCell = await progress.step('The first cell of a lesson', async () => {
    const times: number[] = [];
    for (let round = 0; round < Math.max(3, rounds / 4); round += 1) {
      await link.restart(workspace.agent, lesson);
      times.push(await timeCell(link, workspace, 'echo soup', signal));
    }
    return timesOf(times);
  });
  return {
    at: new Date().toISOString(),
    host: { cpus: hostNow().cpus, loadBefore, loadAfter: hostNow().load },
    commands: figures,
    firstCell,
    aims: figures.map(({ command, cell, terminal: typed }) =>
      atMost(
        `first output of \`${command}\` in a cell over the terminal, p50, ms`,
        Math.round((cell.p50 - typed.p50) * 10) / 10,
        100,
      ),
    ),
  };
}

async function timeCell(
  link: CellLink,
  { agent }: WorkspaceContainer,
  source: string,
  signal: AbortSignal,
): Promise<number> {
  const id = randomUUID().replaceAll('-', '');
  const startedAt = performance.now();
  let firstMs = NaN;
  await link.run(agent, lesson, { id, source });
  await link.follow(agent, lesson, id, 0, {
    signal,
    onPiece: () => {
      if (Number.isNaN(firstMs)) firstMs = performance.now() - startedAt;
    },
  });
  return firstMs;
}

async function timeTyped(terminal: BenchSession, command: string, round: number): Promise<number> {
  await terminal.until((end) => end.endsWith('READY> '));
  // The comment tells the echo of this line from those before.
  const line = `${command} # ${round}-`;
  const startedAt = performance.now();
  terminal.type(`${line}\r`);
  await terminal.until((end) => end.slice(end.lastIndexOf(line)).length > `${line}\r\n`.length && end.includes(line));
  return performance.now() - startedAt;
}
