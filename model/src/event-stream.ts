import { AttemptEvent } from './attempt.ts';

/** An event as it is written in the stream of an attempt's events. */
export function attemptEventText(event: AttemptEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Reads the events out of such a stream, whose pieces may end anywhere. */
export async function* readAttemptEvents(pieces: AsyncIterable<string>): AsyncGenerator<AttemptEvent> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) yield AttemptEvent.parse(JSON.parse(data));
    }
  }
}
