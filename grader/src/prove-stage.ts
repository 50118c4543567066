import type { OnStep } from '@drydock/model';
import { type Grader, type GraderLog, createGrader } from './grader.ts';
import type { Lab } from './lab.ts';
import type { GraderMemory } from './memory.ts';
import type { OpenNode } from './node.ts';
import { drawParameters } from './parameters.ts';
import type { OpenRegistry } from './registry.ts';

export interface StageOptions {
  readonly lab: Lab;
  readonly kubeconfig: string;
  readonly node: OpenNode;
  readonly registry: OpenRegistry;
  readonly log: GraderLog;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** The cluster of a proof between two trials. */
export interface Stage extends AsyncDisposable {
  /** The grader of the trial under way. */
  readonly grader: Grader;
  /** The parameters of the trial under way. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Restores the start state for the next trial, which has a grader, a start and parameters of its own, as a student has after a reset. */
  next(): Promise<void>;
}

/** Opens a stage in the start state. */
export async function openStage({ lab, signal, onStep, ...options }: StageOptions): Promise<Stage> {
  let remembered: GraderMemory | undefined;
  let startedAt = new Date();
  let parameters = drawParameters(lab);

  function hire(): Grader {
    return createGrader({
      ...options,
      lab,
      parameters,
      startedAt,
      recheckMs: 0,
      ...(remembered && { remembered }),
      onRemember: (memory) => {
        remembered = memory;
      },
    });
  }

  async function begin(): Promise<Grader> {
    const began = new Date();
    parameters = drawParameters(lab);
    {
      // It removes what came since its own start, which is that of the trial before.
      await using before = hire();
      await before.reset({ signal, onStep });
    }
    startedAt = began;
    return hire();
  }

  let grader = await begin();
  return {
    get grader() {
      return grader;
    },
    get parameters() {
      return parameters;
    },
    async next() {
      await grader[Symbol.asyncDispose]();
      grader = await begin();
    },
    [Symbol.asyncDispose]: () => grader[Symbol.asyncDispose](),
  };
}
