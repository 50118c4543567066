import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from '@drydock/grader';
import type { Lab, LabCatalogue } from '@drydock/lab';
import { CourseError, type Verdict } from '@drydock/model';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { chosenDriver, driverOf } from '../setup/driver.ts';
import { createProgress, formatDuration } from '../setup/progress.ts';
import { countLine } from '../count.ts';
import { readCatalogue } from '../catalogue.ts';
import { printable } from '../printable.ts';
import { openProofsOfNow } from '../lab/proofs.ts';
import type { ShownProof } from '../lab/prove.ts';

/** `drydock lab lint`: every finding in the files of the labs, with its place and what to write instead. */
export async function labLint(ids: readonly string[]): Promise<number> {
  const { formatProblem } = await import('@drydock/lab');
  const [{ labs, problems: read }, { findLacks }] = await Promise.all([readCatalogue(), import('../lab/lacks.ts')]);
  const problems = [...read, ...(await findLacks(labs.values(), (await chosenDriver()).info))];
  const known = new Set([...labs.keys(), ...problems.map(({ lab }) => lab)]);
  assertKnown(ids, known);
  const found = problems.filter(({ lab }) => ids.length === 0 || ids.includes(lab));
  for (const problem of found) process.stdout.write(`${formatProblem(problem)}\n`);
  const count = ids.length === 0 ? known.size : ids.length;
  const many = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  process.stdout.write(`${many(count, 'lab')}, ${many(found.length, 'finding')}\n`);
  return found.length === 0 ? 0 : 1;
}

/** What `drydock lab test` may be told. */
export interface LabTestOptions {
  readonly json: boolean;
  readonly jobs: number;
  readonly mutants: boolean;
  /** Proves again what was proved before and has not changed since. */
  readonly fresh: boolean;
  readonly yes: boolean;
}

/** `drydock lab test`: on a real sandbox a fresh start fails every check, the solution passes all, and so does the one that is shown; each mutant fails its named check. */
export async function labTest(ids: readonly string[], options: LabTestOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  const chosen = choose(await readCatalogue(), ids);
  const [{ prove }, known] = await Promise.all([import('../lab/prove.ts'), openProofsOfNow()]);
  const runDirectory = await mkdtemp(join(tmpdir(), 'drydock-lab-'));
  const startedAt = performance.now();
  const proofs: ShownProof[] = [];
  const waiting = [...chosen];
  const work = async (): Promise<void> => {
    const driver = await driverOf(runDirectory);
    for (let lab = waiting.shift(); lab; lab = waiting.shift()) {
      const { id } = lab;
      proofs.push(
        await prove(lab, {
          driver,
          proofs: known,
          isFresh: options.fresh,
          signal,
          log: { warn: (details, message) => progress.line(`${id}: ${message} ${JSON.stringify(details)}`) },
          onStep: (step) => progress.show({ ...step, id: `${id}-${step.id}`, title: `${id}: ${step.title}` }),
          ...(!options.mutants && { only: [] }),
        }),
      );
    }
  };
  try {
    // Every worker cleans up after itself, also when the run is called off: none is left behind.
    const done = await Promise.allSettled(Array.from({ length: Math.min(options.jobs, chosen.length) }, work));
    signal.throwIfAborted();
    for (const result of done) if (result.status === 'rejected') throw result.reason;
  } finally {
    await rm(runDirectory, { recursive: true, force: true });
  }
  if (options.json) process.stdout.write(`${JSON.stringify(proofs, undefined, 2)}\n`);
  else await report(proofs);
  progress.line(`Wall time: ${formatDuration((performance.now() - startedAt) / 1000)}`);
  return proofs.every(({ ok }) => ok) ? 0 : 1;
}

async function report(proofs: readonly ShownProof[]): Promise<void> {
  const { trialsOf } = await import('@drydock/grader');
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const proof of proofs) {
    if ('problem' in proof) {
      count.failed += 1;
      process.stdout.write(`✗ ${proof.lab}: ${printable(proof.problem.message)}\n  ${printable(proof.problem.fix)}\n`);
      continue;
    }
    for (const trial of trialsOf(proof)) {
      count[trial.ok ? 'passed' : 'failed'] += 1;
      reportTrial(proof.lab, trial, proof.cached);
    }
  }
  process.stdout.write(`${countLine(count)}\n`);
}

function reportTrial(lab: string, trial: Trial, cached: boolean): void {
  const { name, ok, expected, sameAs, failed, seconds, exitCode = 0, output, verdicts } = trial;
  const wanted = expected === undefined ? '' : ` must fail ${expected.join(', ')}`;
  const took = sameAs === undefined ? formatDuration(seconds) : `the same commands as the ${sameAs}`;
  const time = cached ? 'proved before' : took;
  process.stdout.write(`${ok ? '✓' : '✗'} ${lab} ${name}${wanted} (${time})\n`);
  const tell = ({ check, outcome, message, actual = '' }: Verdict): void =>
    void process.stdout.write(`  ${check} ${outcome}: ${printable(`${message.en} ${actual}`.trim())}\n`);
  const named = verdicts.filter(({ check }) => expected?.includes(check));
  named.forEach(tell);
  if (ok) {
    const others = failed.filter((check) => expected !== undefined && !expected.includes(check));
    if (others.length > 0) process.stdout.write(`  failed as well: ${others.join(', ')}\n`);
    return;
  }
  if (named.some(({ outcome }) => outcome === 'pass'))
    process.stdout.write('  Either the check does not see the mistake, or the edit does not make it.\n');
  verdicts.filter(({ check, outcome }) => outcome !== 'pass' && expected?.includes(check) !== true).forEach(tell);
  if (exitCode !== 0)
    process.stdout.write(
      `  Its script ended with code ${exitCode}. End a line that may fail with \`|| true\`, if that is what the student would see.\n`,
    );
  if (output) process.stdout.write(`${output.trimEnd().replace(/^/gm, '  | ')}\n`);
}

function choose({ labs, problems }: LabCatalogue, ids: readonly string[]): readonly Lab[] {
  assertKnown(ids, new Set([...labs.keys(), ...problems.map(({ lab }) => lab)]));
  const broken = problems.find(({ lab, isHarmless }) => !isHarmless && (ids.length === 0 || ids.includes(lab)));
  if (broken) {
    throw new CourseError(
      'lab_invalid',
      `Lab ${broken.lab} has findings, the first in ${broken.file} line ${broken.line}: ${broken.message}`,
      'Run `npx drydock lab lint` for all of them; a lab is proved when it has none.',
    );
  }
  return [...labs.values()].filter(({ id }) => ids.length === 0 || ids.includes(id));
}

function assertKnown(ids: readonly string[], known: ReadonlySet<string>): void {
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new CourseError(
    'lab_unknown',
    `There is no lab ${unknown.map((id) => JSON.stringify(id)).join(', ')} in ${join(checkout, 'labs')}.`,
    `The labs are: ${[...known].toSorted().join(', ')}.`,
  );
}
