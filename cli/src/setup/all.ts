import { chosenImages } from './driver.ts';
import { cacheFolder } from './paths.ts';
import type { Purpose } from './plan.ts';
import { prepareHost } from './prepare.ts';
import type { Progress } from './progress.ts';

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
  const only = await chosenImages();
  await buildImages({ host: { cacheDir: cacheFolder() }, onStep: progress.show, signal, ...(only && { only }) });
}
