import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CourseError, type Problem } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createSerialQueue } from '../queue/serial-queue.ts';
import { createTestLeases } from '../testing/leases.ts';
import { createAttachment } from './attachment.ts';

/** A holder that is ready and holds a sandbox, which it opens with `open`. */
async function attachWith(open: (sandbox: Sandbox) => Promise<string>) {
  const directory = mkdtempSync(join(tmpdir(), 'drydock-attachment-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const stored = async () => undefined;
  const read = () => leases.fresh('p1', 'student', 'playground');
  const leases = createTestLeases({ insert: stored, change: stored, read }, join(directory, 'host'));
  const hold = leases.take(read(), 'none', stored);
  await hold.claim({ profile: 'one-node', signal: new AbortController().signal, onStep: () => undefined });
  const events: string[] = [];
  const now: { state: string; problem: Problem | null } = { state: 'ready', problem: null };
  const notReady = () => new CourseError('playground_not_ready', 'It is not ready.', 'Wait.');
  const inOrder = createSerialQueue();
  const note = async (event: string) => void events.push(event);
  const attachment = createAttachment<string>({
    hold,
    inOrder,
    closing: new AbortController().signal,
    log: pino({ level: 'silent' }),
    now: () => now,
    happen: note,
    opened: () => undefined,
    open,
    rest: () => note('rest'),
    leave: () => note('leave'),
    async lose() {
      now.state = 'lost';
      await note('lose');
    },
    idle: stored,
    stopped: () => ({ code: 'sandbox_stopped', message: 'It was stopped.', fix: 'Wait.' }),
    notReady,
    noMoreTime: notReady,
  });
  return { attachment, hold, inOrder, events };
}

test('all who ask while it attaches get the one that is under way, and what comes behind waits for no more', async () => {
  const gate = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  let opens = 0;
  const { attachment, inOrder } = await attachWith(() => {
    opens += 1;
    begun.resolve();
    return gate.promise;
  });
  const asked = [attachment.ready(), attachment.ready(), attachment.ready()];
  await begun.promise;
  const later = attachment.ready();
  const reset = inOrder(async () => opens);
  gate.resolve('the grader');
  expect(await Promise.all([...asked, later])).toEqual(Array.from({ length: 4 }, () => 'the grader'));
  expect(await reset).toBe(1);
});

test('all who asked are refused by the one that failed, and the next one tries again', async () => {
  let opens = 0;
  const { attachment, events } = await attachWith(async () => {
    opens += 1;
    if (opens === 1) throw new Error('no answer');
    return 'the grader';
  });
  const asked = await Promise.allSettled([attachment.ready(), attachment.ready()]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(events).toEqual(['unreachable']);
  expect(await attachment.ready()).toBe('the grader');
});

test('a sandbox that is gone from the host is lost', async () => {
  const { attachment, hold, events } = await attachWith(async () => 'the grader');
  await hold.giveBack();
  await expect(attachment.ready()).rejects.toMatchObject({ code: 'playground_not_ready' });
  expect(events).toEqual(['lose']);
  await expect(attachment.ready()).rejects.toMatchObject({ code: 'playground_not_ready' });
});
