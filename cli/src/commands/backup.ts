import { resolve } from 'node:path';
import { dataFolder } from '../setup/paths.ts';

/** `drydock backup`: copies the data of a Drydock, which may be running, to a new folder. */
export async function backup(options: { readonly data?: string; readonly to: string }): Promise<number> {
  const { makeBackup } = await import('@drydock/server');
  const { folder, files, bytes } = await makeBackup({
    dataDirectory: resolve(options.data ?? dataFolder()),
    to: resolve(options.to),
  });
  process.stdout.write(`${folder}\n`);
  process.stderr.write(
    `✓ ${files} files, ${(bytes / 2 ** 20).toFixed(1)} MiB. The keys are among them: keep it as safe as the server.\n`,
  );
  return 0;
}

/** `drydock restore`: puts a backup into a data folder on which no server works. */
export async function restore(
  folder: string,
  options: { readonly data?: string; readonly replace: boolean },
): Promise<number> {
  const { restoreBackup } = await import('@drydock/server');
  const dataDirectory = resolve(options.data ?? dataFolder());
  const { madeAt, files, movedTo } = await restoreBackup({
    folder: resolve(folder),
    dataDirectory,
    replace: options.replace,
  });
  process.stdout.write(`✓ ${files} files of ${madeAt} are in ${dataDirectory}.\n`);
  if (movedTo) process.stdout.write(`  What was there before is in ${movedTo}.\n`);
  return 0;
}
