import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tryRun } from '@drydock/host';
import { CourseError } from '@drydock/model';
import { z } from 'zod';
import { checkout } from '../../setup/checkout.ts';
import { createProgress } from '../../setup/progress.ts';

/** The other checkout, and how often each of the two is measured. */
export interface BesideOptions {
  readonly beside: string;
  readonly turns: number;
  readonly json: boolean;
}

const Report = z.looseObject({ host: z.object({ loadBefore: z.number(), loadAfter: z.number() }) });

/**
 * `drydock bench … --beside CHECKOUT`: the same benchmark of this checkout and of another one in turns, each by its own program, so that a busy
 * machine meets both alike. `command` is what follows `drydock`, without `--json`.
 */
export async function benchBesideCommand(
  command: readonly string[],
  { beside, turns, json }: BesideOptions,
  signal: AbortSignal,
): Promise<number> {
  const other = resolve(beside);
  await demandCheckout(other);
  const { compareReports } = await import('@drydock/bench');
  const progress = createProgress();
  const here: z.infer<typeof Report>[] = [];
  const there: z.infer<typeof Report>[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    const both = [
      { folder: checkout, reports: here, name: 'this checkout' },
      { folder: other, reports: there, name: beside },
    ];
    // Who comes first changes, so that neither always finds what the other has warmed.
    for (const { folder, reports, name } of turn % 2 === 1 ? both : both.toReversed()) {
      const title = `bench ${command[1]}, turn ${turn} of ${turns}: ${name}`;
      reports.push(await progress.step(title, () => measure(folder, command, signal)));
    }
  }
  const figures = compareReports(here, there);
  const load = [...here, ...there].flatMap(({ host }) => [host.loadBefore, host.loadAfter]);
  const range = { least: Math.min(...load), most: Math.max(...load) };
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ turns, load: range, figures, reports: { here, there } }, undefined, 2)}\n`,
    );
    return 0;
  }
  process.stdout.write(`medians of ${turns} turns each, at a load of ${range.least} to ${range.most}\n`);
  for (const { figure, here: own, beside: its, ratio, isMoreBetter } of figures) {
    const wish = isMoreBetter ? ', more is better' : '';
    process.stdout.write(`${figure}: ${own} here, ${its} beside (${ratio} times${wish})\n`);
  }
  return 0;
}

async function measure(
  folder: string,
  command: readonly string[],
  signal: AbortSignal,
): Promise<z.infer<typeof Report>> {
  const program = join(folder, 'cli', 'bootstrap.mjs');
  const { stdout, stderr } = await tryRun(process.execPath, [program, ...command, '--json'], {
    cwd: folder,
    timeoutMs: 0,
    signal,
    needsProxy: true,
  });
  try {
    return Report.parse(JSON.parse(stdout));
  } catch (cause) {
    const said = stderr.trim().split('\n').slice(-5).join('\n');
    throw new CourseError(
      'command_failed',
      `\`drydock ${command.join(' ')}\` in ${folder} gave no report:\n${said}`,
      'Run it there alone, and see what it says.',
      { cause },
    );
  }
}

async function demandCheckout(folder: string): Promise<void> {
  try {
    await access(join(folder, 'cli', 'bootstrap.mjs'));
  } catch (cause) {
    throw new CourseError(
      'not_found',
      `${folder} is not a checkout of Drydock.`,
      'Make one, for example by `git worktree add --detach ../before TAG`, and name it after --beside.',
      { cause },
    );
  }
}
