import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildContext, ImageTarget } from '../artifact.ts';

export interface DockerBuild {
  /** Folder with the Dockerfile and what it copies. */
  readonly folder: string;
  /** More files and folders for the build, from where on this machine, by their place in the build's context. */
  readonly files?: Readonly<Record<string, string>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly image: ImageTarget;
}

/** Builds one Dockerfile in a context of its own and gives the image its reference and recipe label. */
export async function dockerBuild(context: BuildContext, build: DockerBuild): Promise<void> {
  const folder = join(context.scratch, 'context');
  await cp(build.folder, folder, { recursive: true });
  for (const [place, source] of Object.entries(build.files ?? {})) {
    await mkdir(join(folder, place, '..'), { recursive: true });
    await cp(source, join(folder, place), { recursive: true });
  }
  const buildArgs = Object.entries(build.buildArgs ?? {}).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  const label = ['--label', `drydock.recipe=${build.image.recipe}`];
  await context.run('docker', ['build', ...label, ...buildArgs, '--tag', build.image.ref, folder]);
}
