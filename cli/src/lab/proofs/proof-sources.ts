import { type ProbeName, probes } from '@drydock/lab';
import { keysOf } from '@drydock/model';
import type { Closure, Sources } from './closure.ts';

/** The modules that a verdict of a proof comes from, computed from what they import. */
export interface ProofSources {
  /** What makes the start state, runs the script and looks: when one of them changes, a trial must be run again. */
  readonly looking: Closure;
  /** What turns readings into verdicts: when only these change, what was read is judged again. */
  readonly judging: Closure;
}

const looking = ['grader/src/proof/run-trial.ts', 'grader/src/proof/stage.ts', 'sandbox/src/drivers/kind/driver.ts'];
/** What a trial of a resume point runs instead, or besides. */
const resuming = ['grader/src/proof/run-resume.ts'];
const judging = ['grader/src/verdict/judge.ts', 'grader/src/proof/trial.ts'];

/** Modules that only choose words, or report mistakes of authors: no verdict depends on them. */
const words = [
  /^grader\/src\/because\//,
  /^grader\/src\/verdict\/(messages|rows)\.ts$/,
  /^grader\/src\/reading\/reason\.ts$/,
  /^lab\/src\/expression\/(actual|actual-words|advice|format-value)\.ts$/,
  /^lab\/src\/lint\//,
  /^lab\/src\/schema\//,
  /^(?:cluster|grader|lab|sandbox)\/src\/text\//,
  /^model\/src\/(?:problem\/(?:error-zh|quote-cause)|text\/(?:words|plain-text))\.ts$/,
];

/** Modules that are beside those above and have no part in a trial: a submission and its gate, the care of a host. */
const apart = [
  /^grader\/src\/submission\//,
  /^grader\/src\/integrity\/(?!system\.ts)/,
  /^grader\/src\/verdict\//,
  /^grader\/src\/proof\/trial\.ts$/,
  /^sandbox\/src\/drivers\/.*\/(freeze|logs|pause-node|preflight|survey|sweep|try-folder|unseen-folder)\.ts$/,
];

const probeFile = /^(?:grader|lab)\/src\/probe\/([\w-]+)\.ts$/;
const probeNames = keysOf(probes);
/** The file of a probe that is not called like it. */
const otherNames: Readonly<Record<string, string>> = { custom: 'code' };

/** The probe whose file this is. */
function probeOf(path: string): ProbeName | undefined {
  const file = probeFile.exec(path)?.[1] ?? '';
  const name = otherNames[file] ?? file;
  return probeNames.find((known) => known === name);
}

/** Computes the modules of a trial whose checks use these probes; `isResume`: of a resume point. */
export function proofSources(sources: Sources, used: ReadonlySet<ProbeName>, isResume = false): ProofSources {
  // The file of a probe that is not used counts only where one that is used imports it. Code may look with any.
  const isUsed = (path: string): boolean => {
    const name = probeOf(path);
    return name === undefined || used.has('code') || used.has(name);
  };
  const enter =
    (left: readonly RegExp[]) =>
    (path: string, importer: string): boolean =>
      !left.some((pattern) => pattern.test(path)) && (isUsed(path) || probeOf(importer) !== undefined);
  const found = sources.closureOf(isResume ? [...looking, ...resuming] : looking, enter([...words, ...apart]));
  const judges = sources.closureOf(judging, enter(words));
  return { looking: found, judging: new Map([...judges].filter(([path]) => !found.has(path))) };
}
