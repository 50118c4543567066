import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { CourseError } from '@drydock/model';
import type { Lab, LabCatalogue, LabProof } from '@drydock/grader';
import { prepareAll } from '../setup/all.ts';
import { checkout } from '../setup/checkout.ts';
import { driverOf } from '../setup/driver.ts';
import { createProgress, formatDuration, type Progress } from '../setup/progress.ts';
import { countLine } from '../test/count.ts';
import { readCatalogue } from '../catalogue.ts';
import { printable } from '../printable.ts';
import { openProofs, type ProofStore } from '../lab/proofs.ts';

/** `drydock lab lint`: every finding in the files of the labs, with its place and what to write instead. */
export async function labLint(ids: readonly string[]): Promise<number> {
  const { formatProblem } = await import('@drydock/grader');
  const { labs, problems } = await readCatalogue();
  const known = new Set([...labs.keys(), ...problems.map(({ lab }) => lab)]);
  assertKnown(ids, known);
  const found = problems.filter(({ lab }) => ids.length === 0 || ids.includes(lab));
  for (const problem of found) process.stdout.write(`${formatProblem(problem)}\n`);
  const count = ids.length === 0 ? known.size : ids.length;
  process.stdout.write(`${count} ${count === 1 ? 'lab' : 'labs'}, ${found.length} findings\n`);
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

/** `drydock lab test`: on a real sandbox a fresh start fails every check, the solution passes all, each mutant fails its named check. */
export async function labTest(ids: readonly string[], options: LabTestOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress();
  await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  const chosen = choose(await readCatalogue(), ids);
  const known = await proofsOfNow();
  const runDirectory = await mkdtemp(join(tmpdir(), 'drydock-lab-'));
  const proofs: ShownProof[] = [];
  const waiting = [...chosen];
  const work = async (): Promise<void> => {
    for (let lab = waiting.shift(); lab; lab = waiting.shift()) {
      const key = await known.key(lab.id);
      const before = options.fresh ? undefined : await known.find(key);
      if (before) {
        proofs.push({ ...before, cached: true });
        continue;
      }
      const proof = await prove(lab, runDirectory, options, progress, signal);
      if (options.mutants) await known.keep(key, proof);
      proofs.push({ ...proof, cached: false });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.jobs, chosen.length) }, work));
  } finally {
    await rm(runDirectory, { recursive: true, force: true });
  }
  if (options.json) process.stdout.write(`${JSON.stringify(proofs, undefined, 2)}\n`);
  else report(proofs);
  return proofs.every(({ ok }) => ok) ? 0 : 1;
}

/** A proof of this run, or one of an earlier run of the same lab, grader and images. */
type ShownProof = LabProof & { readonly cached: boolean };

async function proofsOfNow(): Promise<ProofStore> {
  const { imageRefs, nodeImage } = await import('@drydock/images');
  const { workspace, lab } = imageRefs();
  return openProofs([(await nodeImage()).ref, workspace, ...Object.values(lab)]);
}

async function prove(
  lab: Lab,
  runDirectory: string,
  options: LabTestOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<LabProof> {
  const { proveLab } = await import('@drydock/grader');
  const driver = await driverOf(runDirectory);
  const id = `t${randomBytes(5).toString('hex')}`;
  const onStep: Progress['show'] = (step) =>
    progress.show({ ...step, id: `${lab.id}-${step.id}`, title: `${lab.id}: ${step.title}` });
  try {
    const sandbox = await driver.create({ id, profile: lab.profile, lifetime: 'process' }, { signal, onStep });
    await sandbox.settled({ signal, withinMs: 90_000 });
    return await proveLab({
      lab,
      kubeconfig: await sandbox.kubeconfig('grader'),
      node: (name) => sandbox.node(name),
      runInWorkspace: (argv, how) => sandbox.workspace().exec([argv[0] ?? 'true', ...argv.slice(1)], how),
      log: { warn: (details, message) => progress.line(`${lab.id}: ${message} ${JSON.stringify(details)}`) },
      signal,
      onStep,
      ...(options.mutants ? {} : { only: [] }),
    });
  } finally {
    await driver.destroy(id);
  }
}

function report(proofs: readonly ShownProof[]): void {
  const trials = proofs.flatMap(({ lab, cached, fresh, solution, mutants }) =>
    [fresh, solution, ...mutants].map((trial) => ({ lab, cached, trial })),
  );
  for (const { lab, cached, trial } of trials) {
    const { name, ok, expected, failed, seconds, output } = trial;
    const wanted = expected === undefined ? '' : ` must fail ${expected}`;
    process.stdout.write(
      `${ok ? '✓' : '✗'} ${lab} ${name}${wanted} (${cached ? 'proved before' : formatDuration(seconds)})\n`,
    );
    if (ok) continue;
    process.stdout.write(`  failed: ${failed.join(', ') || 'nothing'}\n`);
    for (const verdict of trial.verdicts.filter(({ outcome }) => outcome !== 'pass')) {
      process.stdout.write(
        `  ${verdict.check} ${verdict.outcome}: ${printable(`${verdict.message.en} ${verdict.actual ?? ''}`)}\n`,
      );
    }
    if (output) process.stdout.write(`${output.replace(/^/gm, '  | ')}\n`);
  }
  const passed = trials.filter(({ trial }) => trial.ok).length;
  process.stdout.write(`${countLine({ passed, failed: trials.length - passed, skipped: 0 })}\n`);
}

function choose({ labs, problems }: LabCatalogue, ids: readonly string[]): readonly Lab[] {
  assertKnown(ids, new Set([...labs.keys(), ...problems.map(({ lab }) => lab)]));
  const broken = problems.find(({ lab }) => ids.length === 0 || ids.includes(lab));
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
