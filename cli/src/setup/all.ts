import { CourseError } from '@drydock/model';
import type { Purpose } from './plan.ts';
import { prepareHost } from './prepare.ts';
import type { Progress } from './progress.ts';
import { driverOf } from './driver.ts';

/** What a full preparation needs to know. */
export interface PrepareAllOptions {
  readonly purpose: Purpose;
  readonly saidYes: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Brings the host and the images to where a sandbox can be made; takes seconds when both are there. */
export async function prepareAll({ purpose, saidYes, progress, signal }: PrepareAllOptions): Promise<void> {
  const { buildImages, hostPackages } = await import('@drydock/images');
  await prepareHost({ purpose, hostPackages, saidYes, progress, signal });
  await buildImages({ onStep: progress.show, signal });
}

/** Rejects with every problem the driver still sees, after the host was prepared. */
export async function assertReady(runDirectory: string, signal: AbortSignal): Promise<void> {
  const driver = await driverOf(runDirectory);
  const problems = await driver.preflight({ signal });
  if (problems.length === 0) return;
  throw new CourseError(
    'host_not_ready',
    problems.map(({ message }) => message).join('\n  '),
    problems.map(({ fix }) => fix).join('\n  '),
  );
}
