import type { AttemptEvent, Principal } from '@drydock/model';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Attempts } from '../attempts/attempts.ts';
import { wholeOf } from '../attempts/journal.ts';
import { fail } from '../text/fail.ts';

const heartbeatMs = 15_000;
/** A reader that is this far behind is cut off; it reconnects and gets the whole attempt first. */
const mostBufferedBytes = 1024 * 1024;
const path = /^\/api\/attempts\/([^/]{1,64})\/events$/;

/** Takes the upgrade of an address it knows; undefined for an address of another door. */
export type EventSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void> | undefined;

/**
 * The stream of an attempt's events over a WebSocket, for pages: a browser opens six HTTP/1.1 connections to a host, and a stream
 * of server-sent events keeps one for as long as its page is open. Each message is an AttemptEvent; every 15 s comes `{now}`, the
 * server's clock, so that a page whose network went away without a word can tell.
 */
export function createEventSocket(options: {
  attempts: Pick<Attempts, 'subscribe'>;
  /** Who sends these headers. */
  identify: (request: IncomingMessage) => Promise<Principal>;
  closing: AbortSignal;
}): EventSocket {
  const { attempts, identify, closing } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  async function follow(id: string, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const early: AttemptEvent[] = [];
    let tell = (event: AttemptEvent): void => void early.push(event);
    const access = { principal: await identify(request), action: 'attempt.read' } as const;
    const { attempt, unsubscribe } = await attempts.subscribe(access, id, (event) => tell(event));
    if (socket.destroyed || closing.aborted) {
      unsubscribe();
      return void socket.destroy();
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const send = (message: object): void => {
        if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(message));
        if (client.bufferedAmount > mostBufferedBytes) client.terminate();
      };
      let isAlive = true;
      const heartbeat = setInterval(() => {
        if (!isAlive) return client.terminate();
        isAlive = false;
        client.ping();
        send({ now: new Date().toISOString() });
      }, heartbeatMs);
      const end = (): void => client.close(1001);
      closing.addEventListener('abort', end, { once: true });
      client.on('pong', () => (isAlive = true));
      client.on('error', () => client.terminate());
      client.on('close', () => {
        clearInterval(heartbeat);
        closing.removeEventListener('abort', end);
        unsubscribe();
      });
      tell = send;
      send(wholeOf(attempt));
      for (const event of early) send(event);
    });
  }

  return (request, socket, head) => {
    const id = path.exec(request.url?.split('?')[0] ?? '')?.[1];
    return id === undefined ? undefined : follow(decode(id), request, socket, head);
  };
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch (error) {
    throw fail('not_found', (text) => text.notAnAttempt(id), {
      cause: error,
    });
  }
}
