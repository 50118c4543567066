import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CourseError } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { presentDriverOf } from '../setup/driver.ts';
import { dataFolder } from '../setup/paths.ts';

function openDriver(data: string | undefined) {
  return presentDriverOf(join(resolve(data ?? dataFolder()), 'run'));
}

async function find(id: string, data: string | undefined): Promise<Sandbox> {
  const all = await (await openDriver(data)).list();
  const found = all.find((sandbox) => sandbox.id === id);
  if (found) return found;
  throw new CourseError(
    'sandbox_unknown',
    `There is no sandbox ${JSON.stringify(id)} on this machine.`,
    all.length === 0
      ? 'There is no sandbox at all; starting a lab makes one.'
      : `There are: ${all.map((one) => one.id).join(', ')}.`,
  );
}

/** Where the installation's data is; the default of `drydock start` when not given. */
export interface SandboxOptions {
  readonly data?: string;
}

/** `drydock sandbox list`: every sandbox of this installation, read from the host. */
export async function sandboxList({ json, data }: SandboxOptions & { readonly json: boolean }): Promise<number> {
  const all = await (await openDriver(data)).list();
  const rows = all.map(({ id, profile, driver, state, createdAt, isClaimed }) => ({
    id,
    profile,
    driver,
    state,
    createdAt,
    isClaimed,
  }));
  if (json) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else if (rows.length === 0) process.stdout.write('No sandbox. Starting a lab makes one.\n');
  else {
    for (const { id, profile, state, createdAt, isClaimed } of rows) {
      const use = isClaimed ? 'in use' : 'waiting';
      process.stdout.write(
        `${id.padEnd(16)} ${profile.padEnd(12)} ${state.padEnd(8)} ${use.padEnd(8)} since ${createdAt}\n`,
      );
    }
  }
  return 0;
}

/** `drydock sandbox kubeconfig ID`: the administrator's kubeconfig on standard output. */
export async function sandboxKubeconfig(id: string, { data }: SandboxOptions): Promise<number> {
  const sandbox = await find(id, data);
  process.stdout.write(await sandbox.kubeconfig('grader'));
  return 0;
}

/** `drydock sandbox shell ID`: the student's shell in this terminal; without a terminal, standard input is run as a bash script. */
export async function sandboxShell(id: string, { data }: SandboxOptions): Promise<number> {
  const sandbox = await find(id, data);
  if (!process.stdin.isTTY) {
    const input = await text(process.stdin);
    const result = await sandbox.workspace().exec(['bash', '-s'], { input, timeoutMs: 600_000 });
    process.stdout.write(result.stdout);
    process.stderr.write(result.stderr);
    return result.exitCode;
  }
  const [command, ...args] = sandbox.shellCommand();
  const child = spawn(command, args, { stdio: 'inherit' });
  const [code]: (number | null)[] = await once(child, 'close');
  return code ?? 1;
}

/** `drydock sandbox delete ID…`: destroys sandboxes; an unknown id is reported, not skipped. */
export async function sandboxDelete(ids: readonly string[], { data }: SandboxOptions): Promise<number> {
  const driver = await openDriver(data);
  for (const id of ids) await find(id, data);
  await Promise.all(ids.map((id) => driver.destroy(id)));
  process.stdout.write(`Deleted ${ids.join(', ')}.\n`);
  return 0;
}
