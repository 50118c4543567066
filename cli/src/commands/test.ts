import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { checkout } from '../setup/checkout.ts';
import { cacheFolder } from '../setup/paths.ts';
import { createProgress, formatDuration } from '../setup/progress.ts';
import { reportError } from '../report-error.ts';
import { addCounts, countLine, type Count } from '../count.ts';
import { parts, type Part, type PartContext } from '../checks/parts.ts';
import { createPreparation, type Preparation } from '../checks/preparation.ts';

/** What `drydock test` may be told. */
export interface TestOptions {
  readonly only?: readonly string[];
  /** Which trials of the labs are made: those that have changed and a few that are drawn, or all. */
  readonly prove: 'changed' | 'all';
  /** Gives each trial all the time its checks allow. */
  readonly patient: boolean;
  readonly yes: boolean;
}

/** `drydock test`: prepares what the chosen parts need, runs each of them whatever the others do, and prints the count as the last line. */
export async function test(options: TestOptions, signal: AbortSignal): Promise<number> {
  const chosen = chooseParts(options.only);
  const progress = createProgress();
  const counts: Count[] = [];
  const reportFolder = join(cacheFolder(), 'test');
  await mkdir(reportFolder, { recursive: true });
  const prepared = createPreparation({ saidYes: options.yes, progress }, signal);
  try {
    for (const part of chosen) {
      if (signal.aborted) break;
      counts.push(await runPart(part, reportFolder, prepared, options, signal));
    }
  } finally {
    await prepared.end();
  }
  if (signal.aborted) process.stdout.write('Interrupted; the count is of what ran.\n');
  const total = addCounts(counts);
  process.stdout.write(`${countLine(total)}\n`);
  return total.failed > 0 || signal.aborted ? 1 : 0;
}

/** The parts named, in their own order; an unknown name is a mistake that names the right ones. */
export function chooseParts(only: readonly string[] | undefined): readonly Part[] {
  if (only === undefined) return parts;
  const unknown = only.filter((name) => !parts.some((part) => part.id === name));
  if (unknown.length > 0) {
    throw new CourseError(
      'bad_request',
      `There is no part ${unknown.map((name) => `"${name}"`).join(', ')} of the tests.`,
      `The parts are: ${parts.map((part) => part.id).join(', ')}.`,
    );
  }
  return parts.filter((part) => only.includes(part.id));
}

async function runPart(
  part: Part,
  reportFolder: string,
  prepared: Preparation,
  { prove, patient }: TestOptions,
  signal: AbortSignal,
): Promise<Count> {
  const proving = { DRYDOCK_PROVE: prove, ...(patient && { DRYDOCK_PATIENT: '1' }) };
  process.stdout.write(`\n── ${part.title} (${part.id})\n`);
  const startedAt = Date.now();
  let count: Count;
  try {
    const ready = await prepared.provide(part.needs);
    count = await part.run({
      reportFolder,
      ...ready,
      run: (name, args, env) => runShown(name, args, { ...proving, ...ready.env, ...env }, signal),
    });
  } catch (error) {
    await reportError(error);
    count = { passed: 0, failed: 1, skipped: 0 };
  }
  const time = formatDuration((Date.now() - startedAt) / 1000);
  process.stdout.write(`${count.failed > 0 ? '✗' : '✓'} ${part.title}: ${countLine(count)} (${time})\n`);
  return count;
}

const runShown = (
  name: string,
  args: readonly string[],
  env: Record<string, string> | undefined,
  signal: AbortSignal,
): ReturnType<PartContext['run']> =>
  new Promise((resolve) => {
    const child: ChildProcess = spawn(name, args, {
      cwd: checkout,
      env: { ...process.env, ...env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): void => void child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        process.stdout.write(text);
      });
    }
    const settle = (code: number): void => {
      signal.removeEventListener('abort', stop);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      process.stdout.write(`${error.message}\n`);
      settle(127);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
