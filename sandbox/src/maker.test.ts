import process from 'node:process';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { isGroupAlive, isMakerAlive, nameProcess, thisMaker } from './maker.ts';

test('this process is alive', () => {
  expect(isMakerAlive(thisMaker())).toBe(true);
});

test('a process that was killed is not, and neither is a later one with its pid', async () => {
  const script = `console.log((await import(${JSON.stringify(new URL('./maker.ts', import.meta.url).href)})).thisMaker()); setInterval(() => {}, 1000)`;
  const child = execa(process.execPath, ['--input-type=module', '--eval', script], { reject: false });
  for await (const maker of child.iterable()) {
    expect(isMakerAlive(maker)).toBe(true);
    child.kill('SIGKILL');
    await child;
    expect(isMakerAlive(maker)).toBe(false);
  }
  expect(isMakerAlive(`${process.pid}.1`)).toBe(false);
});

test('nonsense names nobody', () => {
  expect(isMakerAlive('')).toBe(false);
  expect(isMakerAlive('x.1')).toBe(false);
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
