import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Aim } from '@drydock/bench';
import type { SandboxDriver } from '@drydock/sandbox';
import { readCatalogue } from '../../catalogue.ts';
import { createPreparation } from '../../checks/preparation.ts';
import { labOf } from '../../lab/find.ts';
import { prepareAll } from '../../setup/all.ts';
import { driverOf, presentDriverOf } from '../../setup/driver.ts';
import { createProgress, type Progress } from '../../setup/progress.ts';

/** How much is measured, and how it is written. */
export interface BenchOptions {
  readonly json: boolean;
  readonly rounds: number;
  readonly yes: boolean;
}

/** `drydock bench verdict`: how quick verdicts are, beside the same checks as kubectl scripts. */
export async function benchVerdictCommand(
  options: BenchOptions & { readonly lab: readonly string[] },
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress();
  const { benchVerdict, chooseLabs } = await import('@drydock/bench');
  const catalogue = await readCatalogue();
  const labs = await chooseLabs(options.lab, (id) => labOf(catalogue, id));
  const report = await withServer({ DRYDOCK_WARM: '0' }, options, progress, signal, (server) =>
    benchVerdict(server, labs, { rounds: options.rounds, progress, signal }),
  );
  if (!options.json) {
    for (const { lab, verdict, overHttp, kubectl, timesFaster } of report.labs)
      process.stdout.write(
        `${lab}: verdict ${verdict.p50} ms, over HTTP ${overHttp.p50} ms, kubectl script ${kubectl.p50} ms (${timesFaster} times)\n`,
      );
  }
  return show(report, report.aims, options);
}

/** `drydock bench start`: from the click to a prompt and to the API, beside `kind create cluster`. */
export async function benchStartCommand(options: BenchOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  const { benchStart } = await import('@drydock/bench');
  const report = await withServer({ DRYDOCK_WARM: '1' }, options, progress, signal, (server) =>
    benchStart(server, { rounds: options.rounds, progress, signal }),
  );
  return show(report, report.aims, options);
}

/** `drydock bench fleet`: what many kept sandboxes cost, how soon they wake, and a storm of claims. Without a count, as many as the host has room for. */
export async function benchFleetCommand(
  options: Omit<BenchOptions, 'rounds'> & { readonly count?: number; readonly storm: number },
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress();
  const { benchFleet } = await import('@drydock/bench');
  await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  const folder = await mkdtemp(join(tmpdir(), 'drydock-fleet-'));
  try {
    const { count, storm } = options;
    const report = await benchFleet({ driver: await driverOf(folder), count, storm, progress, signal });
    return show(report, report.aims, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `drydock bench cell`: from Run to the first output of a cell, beside the same command in a terminal. */
export async function benchCellCommand(options: BenchOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  const [{ benchCell }, { imageRefs }] = await Promise.all([import('@drydock/bench'), import('@drydock/images')]);
  await prepareAll({ purpose: 'test', saidYes: options.yes, progress, signal });
  const report = await benchCell({ image: imageRefs().workspace, rounds: options.rounds, progress, signal });
  if (!options.json) {
    for (const { command, cell, terminal } of report.commands)
      process.stdout.write(
        `${command}: cell ${cell.p50} ms (p95 ${cell.p95}), terminal ${terminal.p50} ms (p95 ${terminal.p95})\n`,
      );
    process.stdout.write(`first cell of a lesson: ${report.firstCell.p50} ms\n`);
  }
  return show(report, report.aims, options);
}

/** `drydock bench view`: how soon a change in a cluster is in the cluster view. */
export async function benchViewCommand(options: BenchOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  const { benchView } = await import('@drydock/bench');
  const report = await withServer({ DRYDOCK_WARM: '0' }, options, progress, signal, (server) =>
    benchView(server, { rounds: options.rounds, progress, signal }),
  );
  return show(report, report.aims, options);
}

/** `drydock bench terminal`: echo, throughput and Ctrl-C of a terminal beside docker exec and ttyd, then chaos. */
export async function benchTerminalCommand(
  options: BenchOptions & { readonly chaos: number },
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress();
  const [{ benchTerminal }, { imageRefs }] = await Promise.all([import('@drydock/bench'), import('@drydock/images')]);
  await prepareAll({ purpose: 'test', saidYes: options.yes, progress, signal });
  const report = await benchTerminal({
    image: imageRefs().workspace,
    echoRounds: options.rounds,
    chaosSeconds: options.chaos,
    onStep: progress.show,
    signal,
  });
  const aims = report.promises.map(({ promise, ...rest }) => ({ aim: promise, ...rest }));
  show(report, aims, options);
  // A missed aim may be the machine's; a lost line is ours.
  for (const fault of report.chaos.faults) process.stderr.write(`chaos: ${fault}\n`);
  return report.chaos.faults.length === 0 ? 0 : 1;
}

async function withServer<T>(
  settings: Readonly<Record<string, string>>,
  { yes }: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
  work: (server: { readonly address: string; readonly driver: Pick<SandboxDriver, 'list'> }) => Promise<T>,
): Promise<T> {
  const prepared = createPreparation({ saidYes: yes, progress, settings }, signal);
  try {
    const { address, dataFolder } = await prepared.provide('server');
    return await work({ address, driver: await presentDriverOf(join(dataFolder, 'run')) });
  } finally {
    await prepared.end();
  }
}

function show(report: object, aims: readonly Aim[], { json }: Pick<BenchOptions, 'json'>): number {
  if (json) process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else {
    for (const { aim, found, kept, ...limit } of aims) {
      const wanted = limit.atMost === undefined ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`;
      process.stdout.write(`${kept ? '✓' : '✗'} ${aim}: ${found} (aim: ${wanted}; kept: ${kept})\n`);
    }
    const missed = aims.filter(({ kept }) => !kept).length;
    if (missed > 0) process.stdout.write(`${missed} of ${aims.length} aims were missed in this run.\n`);
  }
  return 0;
}
