import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CourseError } from '@drydock/model';
import type { Relay } from '@drydock/terminal';
import type { EventSocket } from '../routes/event-socket.ts';
import type { OriginCheck } from './origin.ts';
import { rawAnswer, toCourseError, type ErrorLog } from './problem.ts';

/** Hands WebSocket upgrades to the relay (`/terminal`) or the stream of events, after the Origin check; everything else is refused in the one error shape. */
export function acceptUpgrades(
  server: Server,
  { relay, events, origin, log }: { relay: Relay; events: EventSocket; origin: OriginCheck; log: ErrorLog },
): void {
  async function take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    origin.check(request.headers);
    const path = request.url?.split('?')[0];
    if (path === '/terminal') return relay.upgrade(request, socket, head);
    const taken = events(request, socket, head);
    if (taken) return taken;
    throw new CourseError(
      'not_found',
      `There is no WebSocket at ${path}.`,
      'POST /api/attempts/{id}/terminals returns the address of a terminal; /api/attempts/{id}/events has the events.',
    );
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    take(request, socket, head).catch((error: unknown) => {
      socket.on('error', () => socket.destroy());
      socket.end(rawAnswer(toCourseError(error, log)));
    });
  });
}
