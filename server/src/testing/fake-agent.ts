import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { markerLabel, recordingName, TerminalRecording } from '@drydock/model';
import { z } from 'zod';
import { createFakeCells } from './fake-cells.ts';

const Order = z.object({ ...TerminalRecording.shape, opening: z.string().optional() });
const header = Buffer.from('{"version":3,"term":{"cols":80,"rows":24}}\n');

/**
 * The agent of a simulated workspace with one terminal, as far as recording goes: `print` is what its shell puts out, `type` what a student types. `cells` are its shells of lessons.
 * Its recordings go with it, as those of a workspace do.
 */
export async function startFakeAgent(address: string) {
  mkdirSync(dirname(address), { recursive: true });
  const files = new Map<string, Buffer>();
  const settings: z.infer<typeof Order>[] = [];
  let running: string | undefined;
  let isFull = false;
  let hold: { begin(): void; readonly over: Promise<void> } | undefined;

  function put(code: string, data: string): void {
    if (!running || isFull) return;
    const line = Buffer.from(`${JSON.stringify([0.1, code, data])}\n`);
    files.set(running, Buffer.concat([files.get(running) ?? header, line]));
  }

  function record(order: z.infer<typeof Order>): void {
    const before = settings.at(-1);
    settings.push(order);
    if (before?.on === order.on && before.input === order.input) return;
    isFull = false;
    running = order.on ? recordingName('shell-1', new Date().toISOString(), order.input) : undefined;
    if (running) files.set(running, header);
    if (order.opening) put('m', order.opening);
  }

  const cells = createFakeCells();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://agent');
    let text = '';
    request.setEncoding('utf8').on('data', (part) => (text += String(part)));
    request.on('end', () => {
      if (pathname.startsWith('/cells')) return cells.answer(request, response, text);
      const json = (value: unknown) => response.end(JSON.stringify(value));
      const file = files.get(pathname.replace('/recordings/', ''));
      if (request.method === 'PUT') {
        const held = hold;
        hold = undefined;
        held?.begin();
        return void (held?.over ?? Promise.resolve()).then(() => json(record(Order.parse(JSON.parse(text))) ?? {}));
      }
      if (request.method === 'POST')
        return json(put('m', z.object({ label: z.string() }).parse(JSON.parse(text)).label) ?? {});
      if (pathname === '/recordings')
        return json(
          Array.from(files, ([name, { length }]) => ({
            file: name,
            terminal: 'shell-1',
            bytes: length,
            running: name === running,
          })),
        );
      return response.writeHead(file === undefined ? 404 : 200).end(file?.subarray(Number(searchParams.get('from'))));
    });
  });
  server.listen(address);
  await once(server, 'listening');

  return {
    cells,
    /** Every setting it was given, in order. */
    settings,
    print: (data: string) => put('o', data),
    type(data: string): void {
      if (settings.at(-1)?.input) put('i', data);
    },
    /** Its recording reaches its largest size; an agent goes on calling it running. */
    fillUp(): void {
      put('m', markerLabel({ type: 'full' }));
      isFull = true;
    },
    /** The next order is answered when `release` is called; `begun` tells when it is there. */
    holdNextOrder(): { begun: Promise<void>; release: () => void } {
      const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      hold = { begin: begun.resolve, over: over.promise };
      return { begun: begun.promise, release: over.resolve };
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
