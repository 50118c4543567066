import { profileShape, SandboxProfile } from '@drydock/model';
import { type Command, Option } from 'commander';
import type { BesideOptions } from '../commands/bench/beside.ts';
import type { BenchOptions } from '../commands/bench/bench.ts';
import { interruptSignal } from '../interrupt.ts';
import { collect, count, ends } from './arguments.ts';

type Measured = BenchOptions & Omit<BesideOptions, 'beside'> & { readonly beside?: string };

const wholeClusters = SandboxProfile.options.filter((profile) => profileShape[profile].hasPodNetwork);

/** Adds what every benchmark has that can be run beside another checkout, and what it does; `own` are the arguments of its own. */
function measures<Options extends Measured>(
  command: Command,
  rounds: { readonly of: string; readonly usually: number },
  run: (options: Options, signal: AbortSignal) => Promise<number>,
  own: (options: Options) => readonly string[] = () => [],
): void {
  command
    .option('--rounds <number>', rounds.of, count, rounds.usually)
    .option('--beside <checkout>', 'another checkout, measured in turns with this one')
    .option('--turns <number>', 'how often each of the two is measured', count, 3)
    .option('--json', 'as JSON', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options: Options) => {
      const { beside, turns, json, yes } = options;
      if (beside === undefined) return ends(await run(options, interruptSignal()));
      const { benchBesideCommand } = await import('../commands/bench/beside.ts');
      const further = ['--rounds', String(options.rounds), ...(yes ? ['--yes'] : []), ...own(options)];
      ends(await benchBesideCommand(['bench', command.name(), ...further], { beside, turns, json }, interruptSignal()));
    });
}

/** Adds the commands that measure, and the one that tests a sandbox as the Kubernetes project tests clusters. */
export function addBench(drydock: Command): void {
  const bench = drydock.command('bench').description('how quick this machine is, beside other ways to do the same');
  const commands = () => import('../commands/bench/bench.ts');
  measures<Measured & { readonly lab: readonly string[] }>(
    bench
      .command('verdict')
      .description('verdicts of solved labs, beside the same checks as kubectl scripts')
      .option('--lab <id>', 'which lab, once for each (default: four of unlike kinds)', collect, []),
    { of: 'how often each is measured', usually: 40 },
    async (options, signal) => (await commands()).benchVerdictCommand(options, signal),
    ({ lab }) => lab.flatMap((id) => ['--lab', id]),
  );
  measures(
    bench.command('start').description('from the click to a prompt and to the API, beside kind create cluster'),
    { of: 'how often each is measured', usually: 3 },
    async (options, signal) => (await commands()).benchStartCommand(options, signal),
  );
  bench
    .command('fleet')
    .description('what many kept sandboxes cost, how soon they wake, and many claims at once')
    .option('--count <number>', 'how many are kept (default: what the machine has room for, at most 100)', count)
    .option('--storm <number>', 'how many are claimed at once', count, 15)
    .option('--json', 'as JSON', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) => ends(await (await commands()).benchFleetCommand(options, interruptSignal())));
  measures(
    bench.command('cell').description('from Run to the first output of a cell, beside the same command in a terminal'),
    { of: 'how often each is measured', usually: 40 },
    async (options, signal) => (await commands()).benchCellCommand(options, signal),
  );
  measures(
    bench.command('view').description('from a change in a cluster to the cluster view, on its stream and in the page'),
    { of: 'how many changes are timed', usually: 60 },
    async (options, signal) => (await commands()).benchViewCommand(options, signal),
  );
  measures<Measured & { readonly chaos: number }>(
    bench
      .command('terminal')
      .description('a terminal beside docker exec and ttyd, then chaos')
      .option('--chaos <seconds>', 'how long the chaos lasts', count, 120),
    { of: 'how many keys are timed', usually: 300 },
    async (options, signal) => (await commands()).benchTerminalCommand(options, signal),
    ({ chaos }) => ['--chaos', String(chaos)],
  );

  drydock
    .command('conformance')
    .description('tests of the Kubernetes project on a sandbox; behind it, ids of groups: only these')
    .argument('[group...]')
    .addOption(new Option('--profile <profile>', 'which sandbox').choices(wholeClusters).default('three-nodes'))
    .option('--processes <number>', 'how many tests at once', count, 4)
    .option('--json', 'every test, as JSON', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (groups, options) =>
      ends(
        await (await import('../commands/bench/conformance.ts')).conformanceCommand(groups, options, interruptSignal()),
      ),
    );
}
