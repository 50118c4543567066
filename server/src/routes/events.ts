import type { ServerResponse } from 'node:http';
import { type AttemptEvent, attemptEventText } from '@drydock/model';
import type { Attempts } from '../attempts/attempts.ts';
import { wholeOf } from '../attempts/journal.ts';
import { dataPolicy, securityHeaders } from '../http/headers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { AttemptParams } from './attempts.ts';

/** A reader that is this far behind is cut off; it reconnects and gets the whole attempt first. */
const mostBufferedBytes = 1024 * 1024;

/** The stream of an attempt's events (text/event-stream). It ends when the browser leaves or `closing` aborts. */
export function eventRoutes(attempts: Attempts, heartbeatMs: number, closing: AbortSignal): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/attempts/:id/events',
      action: 'attempt.read',
      tag: 'attempts',
      summary:
        'Server-sent events of an attempt: `event:` is the type, `data:` an AttemptEvent. The first is the whole attempt, so a reader that reconnects misses nothing.',
      params: AttemptParams,
      answers: { 200: { description: 'A stream of AttemptEvent', type: 'text/event-stream' } },
      problems: ['attempt_unknown'],
      async handle({ params, access, reply }) {
        const early: AttemptEvent[] = [];
        let tell = (event: AttemptEvent): void => void early.push(event);
        const { attempt, unsubscribe } = await attempts.subscribe(access, params.id, (event) => tell(event));
        reply.hijack();
        const { raw } = reply;
        const cookies = reply.getHeader('set-cookie');
        raw.writeHead(200, {
          ...securityHeaders,
          'content-security-policy': dataPolicy,
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
          ...(cookies !== undefined && { 'set-cookie': cookies as string }),
        });
        const heartbeat = setInterval(() => send(raw, ':\n\n'), heartbeatMs);
        const end = (): void => void raw.end();
        closing.addEventListener('abort', end, { once: true });
        raw.on('error', () => raw.destroy());
        raw.on('close', () => {
          clearInterval(heartbeat);
          closing.removeEventListener('abort', end);
          unsubscribe();
        });
        tell = (event) => send(raw, attemptEventText(event));
        send(raw, 'retry: 1000\n\n');
        tell(wholeOf(attempt));
        for (const event of early) tell(event);
        if (closing.aborted) end();
        return undefined;
      },
    }),
  ];
}

function send(raw: ServerResponse, text: string): void {
  if (raw.destroyed || raw.writableEnded) return;
  raw.write(text);
  if (raw.writableLength > mostBufferedBytes) raw.destroy();
}
