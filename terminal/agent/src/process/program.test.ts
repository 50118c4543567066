import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { programBeside } from './program.ts';

let proc = '';
afterEach(() => rmSync(proc, { recursive: true, force: true }));

/** Processes as the kernel shows them; `foreground` is the group that has the terminal. */
function processes(
  foreground: number,
  all: readonly { pid: number; name: string; group: number; session?: number; state?: string }[],
) {
  proc = mkdtempSync(join(tmpdir(), 'drydock-proc-'));
  writeFileSync(join(proc, 'meminfo'), '');
  for (const { pid, name, group, session = 10, state = 'S' } of all) {
    mkdirSync(join(proc, String(pid)));
    writeFileSync(
      join(proc, String(pid), 'stat'),
      `${pid} (${name}) ${state} 1 ${group} ${session} 34816 ${foreground} 4194304 0`,
    );
  }
  return programBeside(10, proc);
}
const shell = { pid: 10, name: 'bash', group: 10 };
const stranger = { pid: 30, name: 'vim', group: 30, session: 30 };

test('a shell at its prompt runs nothing, whatever runs in other terminals', () => {
  expect(processes(10, [shell, stranger])).toBeNull();
});

test('the program in the foreground is named before one in the background', () => {
  expect(
    processes(21, [shell, stranger, { pid: 20, name: 'sleep', group: 20 }, { pid: 21, name: 'kubectl', group: 21 }]),
  ).toBe('kubectl');
});

test('so is one in the background or stopped, which the terminal takes with it', () => {
  expect(processes(10, [shell, { pid: 20, name: 'vim', group: 20, state: 'T' }])).toBe('vim');
});

test('one that has ended does not count, and a name may hold anything', () => {
  expect(processes(20, [shell, { pid: 20, name: 'sleep', group: 20, state: 'Z' }])).toBeNull();
  expect(processes(20, [shell, { pid: 20, name: 'a) S 1 (b', group: 20 }])).toBe('a) S 1 (b');
});

test('a shell that is gone runs nothing', () => {
  expect(processes(10, [stranger])).toBeNull();
});
