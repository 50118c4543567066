import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';

/** One address for two servers, as a browser needs it. */
export interface Front {
  readonly address: string;
  close(): Promise<void>;
}

/** Passes requests and WebSockets on to whom `choose` names by their path, Host and Origin untouched; a server that is away is 502. */
export async function openFront(port: number, choose: (path: string) => string): Promise<Front> {
  const pass = (incoming: IncomingMessage) =>
    request(new URL(incoming.url ?? '/', choose(incoming.url ?? '/')), {
      method: incoming.method ?? 'GET',
      headers: incoming.headers,
      setHost: false,
    });
  const server = createServer((incoming, answer) => {
    const passed = pass(incoming);
    passed.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on('error', () => answer.destroy());
      response.pipe(answer);
    });
    passed.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    answer.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  server.on('upgrade', (incoming, socket, head) => {
    const passed = pass(incoming);
    const end = (): void => void socket.destroy();
    socket.on('error', () => passed.destroy());
    passed.on('error', end);
    passed.on('response', end);
    passed.on('upgrade', (response, other, first) => {
      const lines = Array.from({ length: response.rawHeaders.length / 2 }, (_, index) =>
        response.rawHeaders.slice(2 * index, 2 * index + 2).join(': '),
      );
      socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
      if (first.length > 0) socket.write(first);
      if (head.length > 0) other.write(head);
      other.on('error', end).on('close', end);
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
      other.pipe(socket);
      socket.pipe(other);
    });
    passed.end();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  return {
    address: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
