import type { OnStep, Step } from '@drydock/model';

/** The steps of a start. `onBegin` is told of the first that is no wait: a cluster is being made. */
export function stepsOfStart(onStep: OnStep, onBegin: () => void): OnStep {
  let hasBegun = false;
  return (step) => {
    if (!hasBegun && step.id !== 'queue') {
      hasBegun = true;
      onBegin();
    }
    onStep(step);
  };
}

/** A running step with the time when it began, which later reports do not change. */
export function withBegin(step: Step, before: readonly Step[], queuedSince: string | undefined): Step {
  if (step.state !== 'running') return step;
  const known = before.find(({ id, state }) => id === step.id && state === 'running')?.since;
  const begun = new Date(Date.now() - (step.seconds ?? 0) * 1000).toISOString();
  return { ...step, since: known ?? (step.id === 'queue' ? queuedSince : undefined) ?? begun };
}
