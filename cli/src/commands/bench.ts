import { prepareAll } from '../setup/all.ts';
import { createProgress, type Progress } from '../setup/progress.ts';
import { createPreparation, type Ready } from '../test/preparation.ts';
import type { Aim } from '../bench/times.ts';

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
  const { benchVerdict, chooseLabs } = await import('../bench/verdict.ts');
  const labs = await chooseLabs(options.lab);
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
  const { benchStart } = await import('../bench/start.ts');
  const report = await withServer({ DRYDOCK_WARM: '1' }, options, progress, signal, (server) =>
    benchStart(server, { rounds: options.rounds, progress, signal }),
  );
  return show(report, report.aims, options);
}

/** `drydock bench terminal`: echo, throughput and Ctrl-C of a terminal beside docker exec and ttyd, then chaos. */
export async function benchTerminalCommand(
  options: BenchOptions & { readonly chaos: number },
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress();
  const [{ benchTerminal }, { imageRefs }] = await Promise.all([
    import('@drydock/terminal/bench'),
    import('@drydock/images'),
  ]);
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
  work: (server: Ready) => Promise<T>,
): Promise<T> {
  const prepared = createPreparation({ saidYes: yes, progress, settings }, signal);
  try {
    return await work(await prepared.provide('server'));
  } finally {
    await prepared.end();
  }
}

function show(report: object, aims: readonly Aim[], { json }: BenchOptions): number {
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
