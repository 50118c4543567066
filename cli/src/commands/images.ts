import { prepareAll } from '../setup/all.ts';
import { cacheFolder } from '../setup/paths.ts';
import { prepareHost } from '../setup/prepare.ts';
import { createProgress } from '../setup/progress.ts';

/** `drydock images status`: every image and build with its state; exit code 1 when something is missing. */
export async function imagesStatus({ json }: { readonly json: boolean }): Promise<number> {
  const rooms = await import('@drydock/images');
  const images = await rooms.imagesStatus();
  const isReady = images.every(({ state }) => state === 'ready');
  if (json) {
    process.stdout.write(`${JSON.stringify({ ready: isReady, images }, undefined, 2)}\n`);
    return isReady ? 0 : 1;
  }
  for (const { name, ref, state, sizeBytes } of images) {
    const size = sizeBytes === 0 ? '' : `${Math.round(sizeBytes / 2 ** 20)} MiB`;
    process.stdout.write(
      `${state === 'ready' ? '✓' : '○'} ${name.padEnd(10)} ${state.padEnd(8)} ${size.padStart(8)}  ${ref}\n`,
    );
  }
  if (!isReady) process.stdout.write('`npx drydock images build` makes what is missing.\n');
  return isReady ? 0 : 1;
}

/** `drydock images build`: prepares the host and makes every image that is missing or stale. */
export async function imagesBuild(
  { json, yes }: { readonly json: boolean; readonly yes: boolean },
  signal: AbortSignal,
): Promise<number> {
  await prepareAll({ purpose: 'start', saidYes: yes, progress: createProgress(), signal });
  return json ? imagesStatus({ json }) : 0;
}

/** `drydock images base`: makes the small Debian under the images, without a registry, and prints its name. */
export async function imagesBase({ yes }: { readonly yes: boolean }, signal: AbortSignal): Promise<number> {
  const { buildImages, hostPackages, imageRefs } = await import('@drydock/images');
  const progress = createProgress();
  await prepareHost({ purpose: 'start', hostPackages, saidYes: yes, progress, signal });
  await buildImages({ host: { cacheDir: cacheFolder() }, only: ['base'], onStep: progress.show, signal });
  process.stdout.write(`${imageRefs().base}\n`);
  return 0;
}
