import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab, LabCatalogue } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { chosenDriver, driverOf } from '../setup/driver.ts';
import { dataFolder } from '../setup/paths.ts';
import { createProgress, formatDuration } from '../setup/progress.ts';
import { readCatalogue } from '../catalogue.ts';
import { openProofsOfNow } from '../lab/proofs/proofs.ts';
import { report } from '../lab/report.ts';

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
  /** Gives each trial all the time its checks allow. */
  readonly patient: boolean;
  /** Leaves the sandbox of the last trial. */
  readonly keep: boolean;
  readonly yes: boolean;
}

/** `drydock lab test`: on a real sandbox a fresh start fails every check, the solution passes all, and so does the one that is shown; each mutant fails its named check. */
export async function labTest(names: readonly string[], options: LabTestOptions, signal: AbortSignal): Promise<number> {
  const { fresh, jobs, json, keep, mutants, patient } = options;
  const progress = createProgress();
  await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  const { labs, trials } = await chooseTrials(await readCatalogue(), names);
  const [{ prove }, proofs] = await Promise.all([import('../lab/prove.ts'), openProofsOfNow({ isPublic: true })]);
  const temporary = await mkdtemp(join(tmpdir(), 'drydock-lab-'));
  const driver = await driverOf(keep ? join(dataFolder(), 'run') : temporary);
  const startedAt = performance.now();
  const left: string[] = [];
  try {
    const { proofs: made, changed } = await prove(labs, {
      driver,
      proofs,
      clusters: keep ? 1 : jobs,
      // A trial that is named is made, kept or not.
      isFresh: fresh || trials.length > 0,
      isPatient: patient,
      isAsked: ({ name, expected }) => (trials.length > 0 ? trials.includes(name) : mutants || expected === undefined),
      ...(keep && { onKept: (id) => void left.push(id) }),
      signal,
      log: (lab) => ({
        warn: (details, message) => progress.line(`${lab}: ${message} ${JSON.stringify(details)}`),
      }),
      onStep: (lab) => (step) => progress.show({ ...step, id: `${lab}-${step.id}`, title: `${lab}: ${step.title}` }),
    });
    if (json) process.stdout.write(`${JSON.stringify(made, undefined, 2)}\n`);
    else report(made);
    for (const lab of changed) progress.line(`Written: labs/${lab}/proof.json. Commit it with the lab.`);
    progress.line(`Wall time: ${formatDuration((performance.now() - startedAt) / 1000)}`);
    if (keep) progress.line(tellLeft(left));
    return made.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function tellLeft([id]: readonly string[]): string {
  if (id === undefined)
    return 'No sandbox is left: every trial was proved before. Name one, or use --fresh, to make it.';
  return [
    `The sandbox of the last trial is left: ${id}`,
    `  npx drydock sandbox shell ${id}    the student's shell in it`,
    `  npx drydock sandbox delete ${id}   removes it`,
  ].join('\n');
}

/** Splits the names of a command line: those of labs, and those of trials of the labs named. */
async function chooseTrials(
  catalogue: LabCatalogue,
  names: readonly string[],
): Promise<{ labs: readonly Lab[]; trials: readonly string[] }> {
  const { planTrials } = await import('@drydock/grader');
  const [first, ...rest] = names;
  const isLab = (name: string): boolean =>
    catalogue.labs.has(name) || catalogue.problems.some(({ lab }) => lab === name);
  const trials = first !== undefined && isLab(first) ? rest.filter((name) => !isLab(name)) : [];
  const labs = choose(
    catalogue,
    names.filter((name) => !trials.includes(name)),
  );
  const known = (await Promise.all((trials.length > 0 ? labs : []).map(planTrials))).flat().map(({ name }) => name);
  const unknown = trials.filter((name) => !known.includes(name));
  if (unknown.length === 0) return { labs, trials };
  throw new CourseError(
    'bad_request',
    `There is no trial ${unknown.map((name) => JSON.stringify(name)).join(', ')} of ${labs.map(({ id }) => id).join(', ')}.`,
    `The trials are: ${known.map((name) => (name.includes(' ') ? JSON.stringify(name) : name)).join(', ')}.`,
  );
}

function choose({ labs, problems }: LabCatalogue, ids: readonly string[]): readonly Lab[] {
  assertKnown(ids, new Set([...labs.keys(), ...problems.map(({ lab }) => lab)]));
  const broken = problems.find(({ lab, isHarmless }) => !isHarmless && (ids.length === 0 || ids.includes(lab)));
  if (broken) {
    throw new CourseError(
      'lab_invalid',
      `Lab ${broken.lab} has findings, the first in ${broken.file} line ${broken.line}: ${broken.message}`,
      'Run `npx drydock lab lint` to see them all. A lab is proved only without findings.',
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
