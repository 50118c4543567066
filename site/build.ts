import { fileURLToPath } from 'node:url';
import { startStep, takeLock } from '@drydock/host';
import { CourseError, type OnStep } from '@drydock/model';
import { execa } from 'execa';

const root = fileURLToPath(new URL('./', import.meta.url));

/**
 * Builds the course site into `outDirectory`, telling its progress as one step `site`. `config` is an Astro configuration file, this room's by default;
 * `base` is the path under which the site is served, as in `/k8s`, empty for a host of its own.
 * A build that fails rejects with `build_failed` and the last lines of its output.
 */
export async function buildSite(options: {
  outDirectory: string;
  config?: string;
  base?: string;
  onStep?: OnStep;
  signal?: AbortSignal;
}): Promise<void> {
  const { outDirectory, config = 'astro.config.ts', base = '', onStep = () => undefined, signal } = options;
  const report = startStep(onStep, 'site', 'Building the course site');
  await using _lock = await lockSite(signal);
  const last: string[] = [];
  const build = execa(
    process.execPath,
    [astroProgram(), 'build', '--root', root, '--config', config, '--base', `${base}/`, '--outDir', outDirectory],
    {
      cwd: root,
      // A test that builds the site has variables of its own that would make it a site under development, without the search, and with another path.
      env: {
        ASTRO_TELEMETRY_DISABLED: '1',
        NO_COLOR: '1',
        NODE_ENV: 'production',
        BASE_URL: undefined,
        DEV: undefined,
        MODE: undefined,
        PROD: undefined,
      },
      all: true,
      reject: false,
      ...(signal ? { cancelSignal: signal } : {}),
    },
  );
  for await (const line of build.iterable({ from: 'all' })) {
    last.push(line);
    if (last.length > 40) last.shift();
    if (line.trim()) report('running', line.trim());
  }
  const { failed, isCanceled } = await build;
  if (!failed) return report('done');
  report('failed');
  if (isCanceled) throw new CourseError('aborted', 'Building the site was interrupted.', 'Run the same command again.');
  throw new CourseError(
    'build_failed',
    `The site could not be built:\n${last.join('\n')}`,
    'Look at the file named above; `npx drydock lesson lint` and `npx drydock lab lint` say where and what to write.',
  );
}

/** Holds the files that Astro keeps of a course in `.astro`: a build of other texts writes them anew, also those of a running preview. */
export function lockSite(signal?: AbortSignal): Promise<AsyncDisposable> {
  return takeLock(`${root}.astro/build.lock`, { signal });
}

function astroProgram(): string {
  return fileURLToPath(import.meta.resolve('astro/package.json')).replace(/package\.json$/, 'bin/astro.mjs');
}
