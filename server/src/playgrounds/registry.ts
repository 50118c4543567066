import { drawRegistryPassword, ensureLessonRegistry, withRegistryLogin } from '@drydock/grader';
import type { CellRun } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { LessonHeads } from '@drydock/lab';
import type { PlaygroundStore, StoredPlayground } from './store.ts';

/** Starts the private registry of a sandbox with this password, unless it runs; the real one, or a test's. */
export type StartRegistry = (sandbox: Sandbox, password: string, signal: AbortSignal) => Promise<void>;

/** Starts it as the sandbox's driver does. */
export const startRegistryOf: StartRegistry = (sandbox, password, signal) =>
  ensureLessonRegistry(
    async () => sandbox.registry(),
    (name) => sandbox.node(name),
    password,
    signal,
  );

/** The private registry of a playground: there from the first run of a lesson that has one, with a password of its own. */
export interface PlaygroundRegistry {
  /** Returns what a shell runs for this run. In a lesson with a registry it has the login in variables, and the registry runs by then. */
  readonly sourceOf: (run: CellRun, signal: AbortSignal) => Promise<string>;
}

/** Creates the registry of a playground; `sandboxNow` is the sandbox its runs are sent to. */
export function createPlaygroundRegistry(
  stored: StoredPlayground,
  sandboxNow: () => Sandbox | undefined,
  {
    store,
    lessons,
    startRegistry,
  }: { readonly store: PlaygroundStore; readonly lessons: LessonHeads; readonly startRegistry: StartRegistry },
): PlaygroundRegistry {
  let { registryPassword } = stored;
  /** Whose registry runs. A sandbox that was opened again, after a freeze or a reset, is asked again. */
  let started: Sandbox | undefined;

  /** Drawn and stored before the registry knows it: a server that is killed in between goes on with the same. */
  async function password(): Promise<string> {
    if (registryPassword !== null) return registryPassword;
    const drawn = drawRegistryPassword();
    await store.change(stored.playground.id, { registryPassword: drawn });
    return (registryPassword = drawn);
  }

  return {
    async sourceOf({ lesson, source }, signal) {
      const head = await lessons.find(lesson);
      const sandbox = sandboxNow();
      if (!head?.hasRegistry || !sandbox) return source;
      const login = await password();
      if (started !== sandbox) await startRegistry(sandbox, login, signal);
      started = sandbox;
      return withRegistryLogin(source, login);
    },
  };
}
