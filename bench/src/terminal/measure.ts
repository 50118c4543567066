import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchSession } from './session.ts';

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export function percentiles(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN);
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Brings a shell to a bare prompt without echo surprises: no completion, no colours, no bracketed paste. */
export async function settle(session: BenchSession): Promise<void> {
  await session.until((end) => /\$ /.test(end));
  session.type("bind 'set enable-bracketed-paste off'; PS1='READY> '; clear\r");
  await session.until((end) => end.endsWith('READY> '));
}

/** One key typed until its echo is here, in turns over all sessions, so that a busy moment of the machine meets all alike. */
export async function measureEcho(sessions: readonly BenchSession[], rounds: number): Promise<Percentiles[]> {
  const times: number[][] = sessions.map(() => []);
  for (let index = 0; index < rounds; index += 1) {
    for (const [which, session] of sessions.entries()) {
      // A line that does not grow without end.
      if (index % 40 === 39) {
        session.type('\x15');
        await delay(30);
      }
      const before = session.bytes;
      const startedAt = performance.now();
      session.type('x');
      await session.until((_, bytes) => bytes > before);
      times[which]?.push(performance.now() - startedAt);
      await delay(12);
    }
  }
  for (const session of sessions) session.type('\x15');
  await delay(50);
  return times.map(percentiles);
}

/** Megabytes (10^6 bytes) of text a second, from the command to the last byte. */
export async function measureThroughput(session: BenchSession, file: string): Promise<number> {
  // A mark of its own each time: the end of the flood before is still in view. Typed in two halves, so that its echo is not taken for it.
  const mark = randomUUID().slice(0, 8);
  const before = session.bytes;
  const startedAt = performance.now();
  session.type(`cat ${file}; echo DO""NE-${mark}\r`);
  await session.until((end) => end.includes(`DONE-${mark}`));
  const seconds = (performance.now() - startedAt) / 1000;
  await session.until((end) => end.endsWith('READY> '));
  return round((session.bytes - before) / 1e6 / seconds);
}

/** From Ctrl-C in the middle of an endless flood to the next prompt. */
export async function measureInterrupt(session: BenchSession, times: number): Promise<Percentiles> {
  const found = [];
  for (let index = 0; index < times; index += 1) {
    const before = session.bytes;
    session.type('yes drydock\r');
    await session.until((_, bytes) => bytes > before + 8_000_000);
    const startedAt = performance.now();
    session.type('\x03');
    await session.until((end) => end.endsWith('READY> '));
    found.push(performance.now() - startedAt);
  }
  return percentiles(found);
}

/** Resident memory of processes in MiB, now or at most since they started; NaN for one that is gone. */
export async function memoryOf(
  pids: Readonly<Record<string, number>>,
  which: 'VmRSS' | 'VmHWM',
): Promise<Record<string, number>> {
  const entries = Object.entries(pids).map(async ([name, pid]) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kib = new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1];
    return [name, kib ? Math.round(Number(kib) / 1024) : NaN] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Seconds of processor time each process has used since it started. Meaningful on a busy machine, where throughput is not. */
export async function cpuOf(pids: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const ticksPerSecond = 100;
  const entries = Object.entries(pids).map(async ([name, pid]) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // utime and stime, fields 14 and 15 of proc(5), counted behind the command in brackets.
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return [name, (Number(user) + Number(system)) / ticksPerSecond] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
