import process from 'node:process';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { isGroupAlive, isProcessAlive, nameProcess, nameThisProcess } from './process-name.ts';

test('this process is alive', () => {
  expect(isProcessAlive(nameThisProcess())).toBe(true);
});

test('a process that was killed is not, and neither is a later one with its pid', async () => {
  const script = `console.log((await import(${JSON.stringify(new URL('./process-name.ts', import.meta.url).href)})).nameThisProcess()); setInterval(() => {}, 1000)`;
  const child = execa(process.execPath, ['--input-type=module', '--eval', script], { reject: false });
  for await (const maker of child.iterable()) {
    expect(isProcessAlive(maker)).toBe(true);
    child.kill('SIGKILL');
    await child;
    expect(isProcessAlive(maker)).toBe(false);
  }
  expect(isProcessAlive(`${process.pid}.1`)).toBe(false);
});

test('nonsense names no process', () => {
  expect(isProcessAlive('')).toBe(false);
  expect(isProcessAlive('x.1')).toBe(false);
});

test('a process group lives as long as a member of it does', async () => {
  const leader = execa('sh', ['-c', 'sleep 60 & echo "$!"'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    reject: false,
  });
  const name = nameProcess(leader.pid ?? 0);
  for await (const member of leader.iterable()) {
    expect(isGroupAlive(name)).toBe(true);
    process.kill(Number(member), 'SIGKILL');
    await expect.poll(() => isGroupAlive(name)).toBe(false);
  }
  expect(isGroupAlive(`${process.pid}.1`)).toBe(false);
});
