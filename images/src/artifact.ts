import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findImage } from './docker/docker.ts';
import type { Host } from './host.ts';
import { logPath } from './host.ts';
import { recipeHash, type Recipe } from './recipe.ts';
import { run, type BuildCommandOptions } from './build-command.ts';

/** What kind of work a build is; each lane runs a few builds at once. */
export type Lane = 'compile' | 'system';

/** One thing a build makes, found again by the hash of its recipe. */
export interface Artifact {
  readonly id: string;
  readonly title: string;
  readonly hash: string;
  readonly needs: readonly Artifact[];
  readonly lane: Lane;
  isPresent(host: Host): Promise<boolean>;
  build(context: BuildContext): Promise<void>;
}

/** Files in the cache folder; `path` is the folder that holds them. */
export interface FilesArtifact extends Artifact {
  path(host: Host): string;
}

/** A Docker image whose label `drydock.recipe` is its hash. */
export interface ImageArtifact extends Artifact {
  readonly ref: string;
}

/** What a build step may use; `run` logs to the step's own file. */
export interface BuildContext {
  readonly host: Host;
  readonly signal: AbortSignal | undefined;
  readonly scratch: string;
  readonly run: (
    command: string,
    args: readonly string[],
    options?: Omit<BuildCommandOptions, 'logFile' | 'signal'>,
  ) => Promise<string>;
}

interface Description {
  readonly id: string;
  readonly title: string;
  readonly recipe: Recipe;
  readonly needs?: readonly Artifact[];
  readonly lane?: Lane;
}

/** An artifact of files: `build` fills a scratch folder, which is renamed into place when it is whole. */
export function filesArtifact(
  description: Description & { build(context: BuildContext, out: string): Promise<void> },
): FilesArtifact {
  const frame = frameOf(description);
  const path = (host: Host): string => join(host.cacheDir, 'artifacts', `${frame.id}-${frame.hash}`);
  return {
    ...frame,
    path,
    isPresent: async (host) => (await stat(path(host)).catch(() => undefined)) !== undefined,
    build: async (context) => {
      const out = join(context.scratch, 'out');
      await mkdir(out, { recursive: true });
      await description.build(context, out);
      await rm(path(context.host), { recursive: true, force: true });
      await rename(out, path(context.host));
    },
  };
}

/** An artifact that is a Docker image; without a fixed `ref` its tag is the recipe's hash. */
export function imageArtifact(
  description: Description & {
    repository: string;
    tag?: string;
    build(context: BuildContext, image: ImageTarget): Promise<void>;
  },
): ImageArtifact {
  const frame = frameOf(description);
  const ref = `${description.repository}:${description.tag ?? frame.hash}`;
  return {
    ...frame,
    ref,
    isPresent: async () => (await findImage(ref))?.recipe === frame.hash,
    build: (context) => description.build(context, { ref, recipe: frame.hash }),
  };
}

export interface ImageTarget {
  readonly ref: string;
  readonly recipe: string;
}

/** Builds an artifact in its own scratch folder, which is removed whatever happens. */
export async function buildArtifact(artifact: Artifact, host: Host, signal: AbortSignal | undefined): Promise<void> {
  const logFile = logPath(host, artifact.id);
  const scratch = join(host.cacheDir, 'artifacts', `.scratch-${artifact.id}`);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  await writeFile(logFile, '');
  try {
    await artifact.build({
      host,
      signal,
      scratch,
      run: (command, args, options) => run(command, args, { ...options, logFile, signal }),
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function frameOf(description: Description): Pick<Artifact, 'id' | 'title' | 'hash' | 'needs' | 'lane'> {
  const needs = description.needs ?? [];
  const hash = recipeHash({ id: description.id, recipe: description.recipe, needs: needs.map((need) => need.hash) });
  return { id: description.id, title: description.title, hash, needs, lane: description.lane ?? 'system' };
}
