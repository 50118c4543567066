import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AttemptEvent, eventText, type Verdict } from '@drydock/model';
import { exampleAttempt, exampleVerdict } from '@drydock/model/testing';
import { afterEach, expect, test } from 'vitest';
import { createDrydockClient } from '@drydock/server/client';
import { startAttempt } from './attempt.ts';

const open: Server[] = [];
const stop = new AbortController();
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const attempt = exampleAttempt({ state: 'queued', readyAt: null, sandbox: null });
const verdict = (check: string, outcome: Verdict['outcome']) => exampleVerdict(`run/${check}`, outcome);

/** A server that answers every POST with the attempt, and streams these events in pieces that end anywhere. */
async function serve(events: readonly AttemptEvent[]): Promise<string> {
  const server = createServer((incoming, answer) => {
    if (incoming.method === 'POST') {
      answer.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(attempt));
      return;
    }
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    const text = events.map(eventText).join(':\n\n');
    for (let from = 0; from < text.length; from += 7) answer.write(text.slice(from, from + 7));
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an attempt is what its events make of it', async () => {
  const address = await serve([
    { type: 'attempt', attempt: { ...attempt, verdicts: [verdict('a', 'fail'), verdict('b', 'fail')] } },
    { type: 'state', state: 'ready', problem: null },
    { type: 'verdicts', verdicts: [verdict('a', 'pass')], points: 2 },
  ]);
  const followed = await startAttempt(createDrydockClient(address), 'memory-limit', stop.signal);
  const ready = await followed.until(({ points }) => points === 2, stop.signal);
  expect(ready.state).toBe('ready');
  expect(ready.verdicts.map(({ check, outcome }) => `${check}:${outcome}`)).toEqual(['a:pass', 'b:fail']);
});

test('a failed start rejects with its problem', async () => {
  const problem = { code: 'no_disk' as const, message: 'The disk is full.', fix: 'Free some space.' };
  const address = await serve([{ type: 'state', state: 'failed', problem }]);
  const followed = await startAttempt(createDrydockClient(address), 'memory-limit', stop.signal);
  await expect(followed.until(({ state }) => state === 'ready', stop.signal)).rejects.toThrow('The disk is full.');
});
