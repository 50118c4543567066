import { expect, test } from 'vitest';
import { AttemptEvent } from './life/attempt.ts';
import { eventText, readEvents } from './event-stream.ts';
import { exampleAttempt } from './testing/example.ts';

const events: readonly AttemptEvent[] = [
  { type: 'attempt', attempt: exampleAttempt() },
  { type: 'judging', judging: 'check', problem: null },
  { type: 'step', step: { id: 'network', title: 'Making a network\n\nof its own', state: 'running' } },
];

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}

test.each([1, 7, 100_000])(
  'events are read wherever the pieces of %i characters end, comments left out',
  async (length) => {
    const text = `: hello\n\n${events.map(eventText).join(':\n\n')}event: half`;
    expect(await Array.fromAsync(readEvents(inPieces(text, length), AttemptEvent))).toEqual(events);
  },
);
