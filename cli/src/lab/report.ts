import type { LabProof, Trial } from '@drydock/grader';
import type { Verdict } from '@drydock/model';
import { printable } from '../printable.ts';
import { formatDuration } from '../setup/progress.ts';
import { countLine } from '../count.ts';

/** Prints what each trial came to, and the count of them as the last line. */
export function report(proofs: readonly LabProof[]): void {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { lab, trials, problem } of proofs) {
    for (const trial of trials) {
      count[trial.ok ? 'passed' : 'failed'] += 1;
      reportTrial(lab, trial);
    }
    if (!problem) continue;
    count.failed += 1;
    process.stdout.write(`✗ ${lab}: ${printable(problem.message)}\n  ${printable(problem.fix)}\n`);
  }
  process.stdout.write(`${countLine(count)}\n`);
}

function reportTrial(lab: string, trial: Trial): void {
  const { name, ok, expected, sameAs, kept, failed, seconds, exitCode = 0, output, verdicts, flaws } = trial;
  const wanted = expected === undefined ? '' : ` must fail ${expected.join(', ')}`;
  const took = sameAs === undefined ? formatDuration(seconds) : `the same commands as the ${sameAs}`;
  process.stdout.write(`${ok ? '✓' : '✗'} ${lab} ${name}${wanted} (${kept ?? took})\n`);
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
  for (const flaw of flaws ?? []) process.stdout.write(`  ${printable(flaw)}\n`);
  // At a resume point the later tasks are still to do: what is wrong of the others is among the flaws.
  if (flaws === undefined)
    verdicts.filter(({ check, outcome }) => outcome !== 'pass' && expected?.includes(check) !== true).forEach(tell);
  if (exitCode !== 0)
    process.stdout.write(
      `  Its script ended with code ${exitCode}. End a line that may fail with \`|| true\`, if that is what the student would see.\n`,
    );
  if (output) process.stdout.write(`${output.trimEnd().replace(/^/gm, '  | ')}\n`);
}
