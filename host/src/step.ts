import { CourseError, type OnStep, type Step } from '@drydock/model';

/** Runs one piece of long work and reports it as a step: running, then done or failed with the seconds it took. */
export async function runStep<Result>(
  onStep: OnStep,
  id: string,
  title: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const report = startStep(onStep, id, title);
  try {
    const result = await work();
    report('done');
    return result;
  } catch (error) {
    report('failed', error instanceof CourseError ? error.message : undefined);
    throw error;
  }
}

/** Reports a step as running and returns the function that reports how it goes on and how it ends. */
export function startStep(onStep: OnStep, id: string, title: string): (state: Step['state'], detail?: string) => void {
  const startedAt = performance.now();
  onStep({ id, title, state: 'running' });
  return (state, detail) =>
    onStep({ id, title, state, seconds: secondsSince(startedAt), ...(detail !== undefined && { detail }) });
}

/** Seconds since a `performance.now()`, in hundredths. */
export function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 10) / 100;
}
