import type { ServerResponse } from 'node:http';
import { type AttemptEvent, eventText } from '@drydock/model';
import { z } from 'zod';
import type { Attempts } from '../attempts/attempts.ts';
import { wholeOf } from '../attempts/journal.ts';
import { type EventSource, mostBufferedBytes, openSource } from '../http/event-source.ts';
import { dataPolicy, securityHeaders } from '../http/headers.ts';
import { defineRoute, type Route } from '../http/route.ts';

/** An attempt's events; the first is the whole attempt. */
export function attemptEvents(attempts: Pick<Attempts, 'subscribe'>): EventSource<AttemptEvent> {
  return {
    path: '/api/attempts/:id/events',
    tag: 'attempts',
    summary:
      'Server-sent events of an attempt: `event:` is the type, `data:` an AttemptEvent. The first is the whole attempt, so a reader that reconnects misses nothing.',
    action: 'attempt.read',
    problems: ['attempt_unknown'],
    noun: 'AttemptEvent',
    async open(access, id, tell) {
      const { attempt, unsubscribe } = await attempts.subscribe(access, id, tell);
      return { first: [wholeOf(attempt)], close: unsubscribe };
    },
  };
}

/** The stream of a source (text/event-stream). It ends when the reader leaves or `closing` aborts. */
export function eventRoute(source: EventSource, heartbeatMs: number, closing: AbortSignal): Route {
  return defineRoute({
    method: 'GET',
    path: source.path,
    isStream: true,
    action: source.action,
    tag: source.tag,
    summary: source.summary,
    params: z.object({ id: z.string().max(64) }),
    answers: { 200: { description: `A stream of ${source.noun}`, type: 'text/event-stream' } },
    problems: source.problems,
    async handle({ params, access, reply }) {
      const reader = await openSource(source, access, params.id);
      reply.hijack();
      const { raw } = reply;
      const cookies = reply.getHeader('set-cookie');
      raw.writeHead(200, {
        ...securityHeaders,
        'content-security-policy': dataPolicy,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        ...((typeof cookies === 'string' || Array.isArray(cookies)) && { 'set-cookie': cookies }),
      });
      const heartbeat = setInterval(() => send(raw, ':\n\n'), heartbeatMs);
      const end = (): void => void raw.end();
      closing.addEventListener('abort', end, { once: true });
      raw.on('error', () => raw.destroy());
      raw.on('close', () => {
        clearInterval(heartbeat);
        closing.removeEventListener('abort', end);
        reader.close();
      });
      send(raw, 'retry: 1000\n\n');
      reader.listen((event) => send(raw, eventText(event)));
      if (closing.aborted) end();
      return undefined;
    },
  });
}

function send(raw: ServerResponse, text: string): void {
  if (raw.destroyed || raw.writableEnded) return;
  if (raw.writableLength > mostBufferedBytes) raw.destroy();
  else raw.write(text);
}
