import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CourseError } from '@drydock/model';
import type { Relay } from '@drydock/terminal';
import type { OriginCheck } from './origin.ts';
import { rawAnswer, toCourseError, type ErrorLog } from './problem.ts';

/** Hands WebSocket upgrades of `/terminal` to the relay, after the Origin check; everything else is refused in the one error shape. */
export function acceptTerminals(
  server: Server,
  { relay, origin, log }: { relay: Relay; origin: OriginCheck; log: ErrorLog },
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    try {
      origin.check(request.headers);
      const path = request.url?.split('?')[0];
      if (path !== '/terminal') {
        throw new CourseError(
          'not_found',
          `There is no WebSocket at ${path}.`,
          'POST /api/attempts/{id}/terminals answers the address to open.',
        );
      }
      relay.upgrade(request, socket, head);
    } catch (error) {
      socket.on('error', () => socket.destroy());
      socket.end(rawAnswer(toCourseError(error, log)));
    }
  });
}
