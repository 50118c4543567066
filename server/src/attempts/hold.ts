import type { Grader, Lab } from '@drydock/grader';
import type { OnStep, Verdict } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';

export interface GraderOptions {
  readonly lab: Lab;
  readonly kubeconfig: string;
  readonly parameters: Record<string, string>;
  readonly startedAt: string;
  readonly node: Sandbox['node'];
  readonly log: Logger;
}
export type CreateGrader = (options: GraderOptions) => Grader;

/** A grader that watches a sandbox; disposing it stops the watch and every read. */
export interface Hold extends AsyncDisposable {
  readonly grader: Grader;
  readonly sandbox: Sandbox;
}

/** Makes a grader for a sandbox, prepares the lab's start state if asked, and watches; nothing of it is left when that fails. */
export async function takeHold(
  sandbox: Sandbox,
  options: Omit<GraderOptions, 'kubeconfig' | 'node'> & {
    createGrader: CreateGrader;
    signal: AbortSignal;
    prepare?: OnStep;
    onVerdicts: (verdicts: readonly Verdict[], grader: Grader) => void;
  },
): Promise<Hold> {
  const { createGrader, signal, prepare, onVerdicts, ...rest } = options;
  const kubeconfig = await sandbox.kubeconfig('grader');
  const stop = new AbortController();
  const grader = createGrader({ ...rest, kubeconfig, node: (name) => sandbox.node(name) });
  const release = async (): Promise<void> => {
    stop.abort();
    await grader[Symbol.asyncDispose]();
  };
  try {
    const both = AbortSignal.any([signal, stop.signal]);
    if (prepare) await grader.prepare({ signal: both, onStep: prepare });
    await grader.watch({
      signal: both,
      onVerdicts: (verdicts) => {
        if (!both.aborted) onVerdicts(verdicts, grader);
      },
    });
  } catch (error) {
    await release();
    throw error;
  }
  return { grader, sandbox, [Symbol.asyncDispose]: release };
}
