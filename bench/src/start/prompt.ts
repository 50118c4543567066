import { randomUUID } from 'node:crypto';
import { asError, CourseError, type TerminalTicket } from '@drydock/model';
import { type ClientEffect, createTerminalClient } from '@drydock/terminal/client';

/** Opens a terminal with a ticket, as the page does, and resolves when the shell shows its prompt; the socket is closed then. */
export async function untilPrompt(address: string, { url }: TerminalTicket, signal: AbortSignal): Promise<void> {
  const client = createTerminalClient({
    viewer: randomUUID(),
    cols: 80,
    rows: 24,
    now: () => performance.now(),
    random: Math.random,
  });
  const socket = new WebSocket(new URL(url, address.replace(/^http/, 'ws')));
  socket.binaryType = 'arraybuffer';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const shown = new TextDecoder();
  let text = '';
  const run = (effects: readonly ClientEffect[]): void => {
    for (const effect of effects) {
      if (effect.do === 'send') socket.send(effect.frame);
      else if (effect.do === 'wait' || effect.do === 'disconnect' || effect.do === 'ended')
        reject(lost(JSON.stringify(effect)));
      else if (effect.do === 'write') {
        text += shown.decode(effect.bytes, { stream: true });
        if (/\$ /.test(text)) resolve();
      }
    }
  };
  const abort = (): void => reject(asError(signal.reason));
  signal.addEventListener('abort', abort, { once: true });
  socket.addEventListener('open', () => run(client.opened()));
  socket.addEventListener('message', ({ data }: { data: string | ArrayBuffer }) =>
    run(client.received(typeof data === 'string' ? data : new Uint8Array(data))),
  );
  socket.addEventListener('close', ({ code }) => reject(lost(`closed with ${code}`)));
  run(client.start());
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    socket.close();
  }
}

function lost(detail: string): CourseError {
  return new CourseError(
    'command_failed',
    `The terminal did not come to a prompt: ${detail}.`,
    'Run the benchmark again.',
  );
}
