import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run, takeLock, tryRun } from '@drydock/host';

/** Jupyter's own readers of notebooks. */
export interface Jupyter {
  /** Rejects with what nbformat or nbconvert says of the first file that is no notebook. */
  check(files: readonly string[]): Promise<void>;
  /** Runs `jupyter nbconvert --to html` and returns the page and what was said on the way. */
  toHtml(file: string): Promise<{ html: string; said: string }>;
}

const requirements = join(import.meta.dirname, 'requirements.txt');
const probe = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))';

/** Why Jupyter cannot be installed here; undefined where it can. */
export async function whyNoJupyter(): Promise<string | undefined> {
  const isThere = await tryRun('python3', ['-c', probe]).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
  return isThere ? undefined : 'there is no Python 3.11 with venv: apt-get install python3-venv';
}

/** Installs nbconvert from PyPI into a folder of its own below the cache, once for each list of versions. */
export async function openJupyter(): Promise<Jupyter> {
  const pins = await readFile(requirements);
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'drydock');
  const folder = join(cache, `jupyter-${createHash('sha256').update(pins).digest('hex').slice(0, 12)}`);
  const complete = join(folder, 'complete');
  await using _lock = await takeLock(`${folder}.lock`);
  if (!existsSync(complete)) {
    await rm(folder, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', folder], { timeoutMs: 300_000 });
    const install = ['install', '--quiet', '--requirement', requirements];
    await run(join(folder, 'bin', 'pip'), install, { timeoutMs: 600_000, needsProxy: true });
    await writeFile(complete, '');
  }
  const program = (name: string): string => join(folder, 'bin', name);
  return {
    async check(files) {
      await run(program('python'), [join(import.meta.dirname, 'check.py'), ...files], { timeoutMs: 600_000 });
    },
    async toHtml(file) {
      const said: string[] = [];
      const html = await run(program('jupyter'), ['nbconvert', '--to', 'html', '--stdout', file], {
        timeoutMs: 600_000,
        onLine: (line) => said.push(line),
      });
      return { html, said: said.join('\n') };
    },
  };
}
