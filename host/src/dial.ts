import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Opens a new connection to one service. The caller needs no path, address or port; any stream will do. */
export type Dial = () => Promise<Duplex>;

/** Returns a dial that connects to a Unix socket of this host. */
export function dialSocket(path: string): Dial {
  return () =>
    new Promise((resolve, reject) => {
      const socket = connect(path);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(socket);
      });
    });
}
