import { join } from 'node:path';
import type { Lab } from '@drydock/lab';
import { type Attempt, CourseError, fillParameters } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Progress } from '../progress.ts';
import type { Served } from '../served.ts';
import { startAttempt, type FollowedAttempt } from '../attempt.ts';
import { createDrydockClient, type DrydockClient } from '@drydock/server/client';
import type { CheckScript } from './script.ts';

/** A lab with its checks as a kubectl script. */
export interface ScriptedLab {
  readonly lab: Lab;
  readonly script: CheckScript;
}

/** An attempt at a lab that has full points, with its sandbox; disposed of, the attempt has ended. */
export interface SolvedLab extends ScriptedLab, AsyncDisposable {
  readonly client: DrydockClient;
  readonly followed: FollowedAttempt;
  readonly attempt: Attempt;
  readonly sandbox: Sandbox;
  /** The uids of what the lab's set-up made, read before anybody has worked in it. */
  readonly made: readonly string[];
}

const scriptMs = 5 * 60_000;

/** Starts a lab and solves it with its reference solution. A kubectl script that passes before that checks nothing, and is refused. */
export async function solveLab(
  server: Served,
  { lab, script }: ScriptedLab,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<SolvedLab> {
  const client = createDrydockClient(server.address);
  await using failing = new AsyncDisposableStack();
  const following = new AbortController();
  failing.defer(() => following.abort());
  const followed = await startAttempt(client, lab.id, following.signal);
  failing.defer(() => client.remove(`/api/attempts/${followed.id}`));
  const attempt = await progress.step(`Start ${lab.id}`, () =>
    followed.until(({ state }) => state === 'ready', signal),
  );
  const sandbox = await sandboxOf(attempt, server.driver);
  const made = await madeBySetup(lab, attempt.parameters, sandbox, signal);
  await progress.step(`Solve ${lab.id}`, async () => {
    await runInWorkspace(sandbox, script.run('prepare', attempt.parameters), signal);
    const early = await tryInWorkspace(sandbox, script.run('checks', attempt.parameters), signal);
    if (early.exitCode === 0)
      throw failure(
        `The kubectl script of ${lab.id} passes in the unsolved lab.`,
        'Let its `checks` fail as long as the task is not done; `npx drydock lab test` shows what the lab is like then.',
      );
    const { readTextFile } = await import('@drydock/lab');
    const { text: solution = '' } = (await readTextFile(join(lab.directory, 'solution', 'solve.sh'))) ?? {};
    await runInWorkspace(sandbox, fillParameters(solution, attempt.parameters), signal);
    for (;;) {
      signal.throwIfAborted();
      const { points, maxPoints } = await client.check(followed.id);
      if (points === maxPoints) return;
    }
  });
  const owned = failing.move();
  return { lab, script, client, followed, attempt, sandbox, made, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function madeBySetup(
  lab: Lab,
  parameters: Attempt['parameters'],
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { readSetup } = await import('@drydock/lab');
  const items = await readSetup(lab, parameters);
  if (items.length === 0) return [];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const read = `kubectl get --output jsonpath='{..metadata.uid}' --filename - <<'EOF'\n${list}\nEOF\n`;
  return (await runInWorkspace(sandbox, read, signal)).split(/\s+/).filter((uid) => uid !== '');
}

/** What a script in the workspace prints; that it fails is an error with its last words. */
export async function runInWorkspace(sandbox: Sandbox, script: string, signal: AbortSignal): Promise<string> {
  const { exitCode, stdout, stderr } = await tryInWorkspace(sandbox, script, signal);
  if (exitCode === 0) return stdout;
  throw failure(`A script in the workspace ended with code ${exitCode}: ${stderr.trim()}`);
}

function tryInWorkspace(sandbox: Sandbox, input: string, signal: AbortSignal) {
  return sandbox.workspace().exec(['bash', '-s'], { input, timeoutMs: scriptMs, signal });
}

async function sandboxOf({ sandbox: id }: Attempt, driver: Served['driver']): Promise<Sandbox> {
  const found = (await driver.list()).find((each) => each.id === id);
  if (found) return found;
  throw new CourseError(
    'sandbox_unknown',
    `The attempt's sandbox ${id} is not on this machine.`,
    'Run the benchmark again.',
  );
}

function failure(message: string, fix = 'Run the benchmark again.'): CourseError {
  return new CourseError('command_failed', message, fix);
}
