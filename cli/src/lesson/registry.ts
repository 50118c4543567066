import { drawRegistryPassword, ensureLessonRegistry, withRegistryLogin } from '@drydock/grader';
import type { Sandbox } from '@drydock/sandbox';

/** The private registry of a sandbox while a lesson with one is run. */
export interface LessonRegistry extends AsyncDisposable {
  /** What the shell runs for a cell, as in a student's playground. */
  sourceOf(source: string): string;
  /** Writes an output with the password every reader sees in the page, in base64 too. */
  withoutPassword(output: string): string;
}

/** The password that outputs in pages show. */
const shownPassword = 'rye-and-salt-365';

/** Starts the registry of a lesson, with a password of its own: a page that knew it would not run for its readers. It is gone with the lesson. */
export async function openLessonRegistry(sandbox: Sandbox, signal: AbortSignal): Promise<LessonRegistry> {
  const password = drawRegistryPassword();
  await ensureLessonRegistry(
    async () => sandbox.registry(),
    (name) => sandbox.node(name),
    password,
    signal,
  );
  return {
    sourceOf: (source) => withRegistryLogin(source, password),
    withoutPassword: (output) => exchange(output, password, shownPassword),
    [Symbol.asyncDispose]: () => sandbox.registry().stop(),
  };
}

/** Writes a word in the place of another, also in what is base64, and in base64 within. */
export function exchange(text: string, from: string, to: string): string {
  return text.replaceAll(from, to).replaceAll(/[A-Za-z0-9+/]{16,}={0,2}/g, (coded) => {
    const inside = Buffer.from(coded, 'base64').toString();
    const changed = exchange(inside, from, to);
    return changed === inside ? coded : Buffer.from(changed).toString('base64');
  });
}
