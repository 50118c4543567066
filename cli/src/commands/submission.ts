import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { readCatalogue } from '../catalogue.ts';
import { labOf } from '../lab/find.ts';
import { printable } from '../printable.ts';
import { compareVerdicts } from '../submission/compare.ts';
import { readSubmission, type VerifiedSubmission } from '../submission/read.ts';

/** Which key a submission is checked against, and how the result is printed. */
export interface SubmissionOptions {
  readonly key?: string;
  readonly data?: string;
  readonly json: boolean;
}

/** `drydock submission verify FILE`: whether the signature holds, and what was submitted by whom, when and with how many points. */
export async function submissionVerify(file: string, options: SubmissionOptions): Promise<number> {
  const { lab, user, submission, key, evidence } = await open(file, options);
  const passed = submission.verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const about = {
    lab,
    user,
    at: submission.at,
    points: submission.points,
    maxPoints: submission.maxPoints,
    checks: { passed, all: submission.verdicts.length },
    submission: submission.id,
    attempt: submission.attempt,
    serverVersion: evidence.serverVersion,
    nodes: evidence.nodes,
    key,
  };
  if (options.json) process.stdout.write(`${JSON.stringify({ verified: true, ...about }, undefined, 2)}\n`);
  else {
    process.stdout.write(
      `✓ The signature holds (key ${key.slice(0, 16)}…)\n  ${lab}: ${about.points} of ${about.maxPoints} points, ${passed} of ${about.checks.all} checks\n` +
        `  submitted by ${user} at ${about.at} on Kubernetes ${evidence.serverVersion}, nodes ${evidence.nodes.map(({ name }) => name).join(', ')}\n`,
    );
  }
  return 0;
}

/** `drydock submission regrade FILE`: the lab's checks of this checkout over the recorded evidence; 0 when verdicts and points are the same. */
export async function submissionRegrade(file: string, options: SubmissionOptions): Promise<number> {
  const { lab: id, submission, evidence } = await open(file, options);
  const { regrade } = await import('@drydock/grader');
  const { verdicts, points } = regrade(labOf(await readCatalogue(), id), evidence);
  const checks = compareVerdicts(submission.verdicts, verdicts);
  const isSame = checks.every((check) => check.isSame) && points === submission.points;
  if (options.json) {
    const { points: before, maxPoints } = submission;
    process.stdout.write(
      `${JSON.stringify({ lab: id, same: isSame, points: { submitted: before, regraded: points, of: maxPoints }, checks }, undefined, 2)}\n`,
    );
    return isSame ? 0 : 1;
  }
  for (const { check, submitted, regraded, isSame: same, message } of checks) {
    process.stdout.write(
      `${same ? '✓' : '✗'} ${check}: ${same ? regraded : `${submitted ?? 'not there'} → ${regraded}. ${printable(message)}`}\n`,
    );
  }
  process.stdout.write(
    `${isSame ? 'The same verdicts' : 'Not the same verdicts'}: ${submission.points} points when submitted, ${points} now, of ${submission.maxPoints}.\n`,
  );
  return isSame ? 0 : 1;
}

/** `drydock submission key`: prints the public key that verifies this Drydock's submissions elsewhere. */
export async function submissionKey({ data }: Pick<SubmissionOptions, 'data'>): Promise<number> {
  const { publicKeyOf } = await import('@drydock/server');
  const pem = await readFile(join(await dataDirectoryOf(data), 'submission-key.pem'), 'utf8').catch(() => undefined);
  if (pem === undefined) {
    process.stderr.write('✗ Nothing was signed here yet.\n  The key is made when Drydock first starts.\n');
    return 1;
  }
  process.stdout.write(publicKeyOf(pem).pem);
  return 0;
}

/** For a script a submission that does not count is an answer too, beside the exit code. */
async function open(file: string, { key, data, json }: SubmissionOptions): Promise<VerifiedSubmission> {
  try {
    return await readSubmission(file, { key, dataDirectory: await dataDirectoryOf(data) });
  } catch (error) {
    if (json && error instanceof CourseError)
      process.stdout.write(`${JSON.stringify({ verified: false, error }, undefined, 2)}\n`);
    throw error;
  }
}

async function dataDirectoryOf(data: string | undefined): Promise<string> {
  const { readConfig } = await import('@drydock/server');
  return readConfig(data === undefined ? {} : { dataDirectory: data }).dataDirectory;
}
