import type { OnStep } from '@drydock/model';

/** Runs one step of long work and tells its beginning, its end and the seconds it took. */
export async function takeStep<T>(onStep: OnStep, id: string, title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  onStep({ id, title, state: 'running' });
  try {
    const result = await work();
    onStep({ id, title, state: 'done', seconds: seconds() });
    return result;
  } catch (error) {
    onStep({
      id,
      title,
      state: 'failed',
      seconds: seconds(),
      detail: error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
}
