import type { Grader, GraderOptions } from '@drydock/grader';
import type { OnStep, Verdict } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';

/** Makes a grader; the real one, or a test's. */
export type CreateGrader = (options: GraderOptions) => Grader;

/** A grader that watches a sandbox; disposing it stops the watch and every read. */
export interface Hold extends AsyncDisposable {
  readonly grader: Grader;
  readonly sandbox: Sandbox;
}

/** Makes a grader for a sandbox, prepares the lab's start state if asked, and watches unless told not to; nothing of it is left when that fails. */
export async function takeHold(
  sandbox: Sandbox,
  options: Omit<GraderOptions, 'kubeconfig' | 'node' | 'registry'> & {
    createGrader: CreateGrader;
    signal: AbortSignal;
    prepare?: OnStep;
    isWatching?: boolean;
    onVerdicts: (verdicts: readonly Verdict[], grader: Grader) => void;
  },
): Promise<Hold> {
  const { createGrader, signal, prepare, isWatching = true, onVerdicts, ...rest } = options;
  const kubeconfig = await sandbox.kubeconfig('grader');
  const stop = new AbortController();
  const grader = createGrader({
    ...rest,
    kubeconfig,
    node: (name) => sandbox.node(name),
    registry: async () => sandbox.registry(),
  });
  const release = async (): Promise<void> => {
    stop.abort();
    await grader[Symbol.asyncDispose]();
  };
  try {
    const both = AbortSignal.any([signal, stop.signal]);
    if (prepare) await grader.prepare({ signal: both, onStep: prepare });
    const tell = (verdicts: readonly Verdict[]): void => {
      if (!both.aborted) onVerdicts(verdicts, grader);
    };
    if (isWatching) await grader.watch({ signal: both, onVerdicts: tell });
  } catch (error) {
    await release();
    throw error;
  }
  return { grader, sandbox, [Symbol.asyncDispose]: release };
}
