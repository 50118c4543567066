import type { z } from 'zod';

/** An event as it is written in a stream of server-sent events. */
export function eventText(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Reads the events of a schema out of such a stream, whose pieces may end anywhere. */
export async function* readEvents<Event>(
  pieces: AsyncIterable<string>,
  schema: z.ZodType<Event>,
): AsyncGenerator<Event> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) yield schema.parse(JSON.parse(data));
    }
  }
}
