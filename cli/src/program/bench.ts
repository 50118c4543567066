import type { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { collect, count, ends } from './arguments.ts';

/** Adds the commands that measure. */
export function addBench(drydock: Command): void {
  const bench = drydock.command('bench').description('how quick this machine is, beside other ways to do the same');
  bench
    .command('verdict')
    .description('verdicts of solved labs, beside the same checks as kubectl scripts')
    .option('--lab <id>', 'which lab, once for each (default: four of unlike kinds)', collect, [])
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how often each is measured', count, 40)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/bench.ts')).benchVerdictCommand(options, interruptSignal())),
    );

  bench
    .command('start')
    .description('from the click to a prompt and to the API, beside kind create cluster')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how often each is measured', count, 3)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/bench.ts')).benchStartCommand(options, interruptSignal())),
    );
  bench
    .command('fleet')
    .description('what many kept sandboxes cost, how soon they wake, and many claims at once')
    .option('--count <number>', 'how many are kept (default: what the machine has room for, at most 100)', count)
    .option('--storm <number>', 'how many are claimed at once', count, 15)
    .option('--json', 'as JSON', false)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/bench.ts')).benchFleetCommand(options, interruptSignal())),
    );
  bench
    .command('cell')
    .description('from Run to the first output of a cell, beside the same command in a terminal')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how often each is measured', count, 40)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/bench.ts')).benchCellCommand(options, interruptSignal())),
    );
  bench
    .command('view')
    .description('from a change in a cluster to the cluster view, on its stream and in the page')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how many changes are timed', count, 60)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/bench.ts')).benchViewCommand(options, interruptSignal())),
    );
  bench
    .command('terminal')
    .description('a terminal beside docker exec and ttyd, then chaos')
    .option('--json', 'as JSON', false)
    .option('--rounds <number>', 'how many keys are timed', count, 300)
    .option('--chaos <seconds>', 'how long the chaos lasts', count, 120)
    .option('--yes', 'install missing system packages without asking', false)
    .action(async (options) =>
      ends(await (await import('../commands/bench.ts')).benchTerminalCommand(options, interruptSignal())),
    );
}
