import type { ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dial } from '@drydock/host';

type Taken = (error: Error | null, stream: Duplex) => void;

/** Returns the `createConnection` by which Node's HTTP client, and so a WebSocket, takes its connection from a dial. */
export function connectionBy(dial: Dial) {
  return (_options: ClientRequestArgs, taken: Taken): undefined => void give(dial, taken);
}

async function give(dial: Dial, taken: Taken): Promise<void> {
  let stream: Duplex;
  try {
    stream = await dial();
  } catch (error) {
    // The type asks for a stream beside an error, and there is none.
    (taken as (error: Error) => void)(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  taken(null, stream);
}
