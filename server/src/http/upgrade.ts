import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Relay } from '@drydock/terminal';
import type { EventSocket } from '../routes/event-socket.ts';
import type { BasePath } from './base-path.ts';
import type { OriginCheck } from './origin.ts';
import { rawAnswer, toCourseError, type ErrorLog } from './problem.ts';
import { fail } from '../text/fail.ts';

/** Hands WebSocket upgrades to the relay (`/terminal`) or the stream of events, after the Origin check; everything else is refused in the one error shape. */
export function acceptUpgrades(
  server: Server,
  {
    relay,
    events,
    origin,
    base,
    log,
  }: { relay: Relay; events: EventSocket; origin: OriginCheck; base: BasePath; log: ErrorLog },
): void {
  async function take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    origin.check(request.headers);
    const asked = request.url ?? '/';
    request.url = base.strip(asked) ?? '/';
    const [path] = request.url.split('?');
    if (path === '/terminal') return relay.upgrade(request, socket, head);
    const taken = events(request, socket, head);
    if (taken) return taken;
    throw fail('not_found', (text) => text.noWebSocketAt(asked));
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    take(request, socket, head).catch((error: unknown) => {
      socket.on('error', () => socket.destroy());
      socket.end(rawAnswer(toCourseError(error, log)));
    });
  });
}
