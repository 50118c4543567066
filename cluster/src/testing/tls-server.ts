import { readFileSync } from 'node:fs';
import { type Server, createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createCertificates } from './certificates.ts';

/** An API server over TLS, for `localhost` and `api.example`, that asks for a client certificate of its authority; and a proxy that counts. */
export interface TlsServer extends Disposable {
  readonly port: number;
  readonly proxyPort: number;
  /** Where the proxy was asked to lead, in order. */
  readonly tunnels: readonly string[];
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Makes ca.crt, stranger.crt, server.crt and client.crt with their keys in this folder, and starts both servers. */
export async function startTlsServer(folder: string): Promise<TlsServer> {
  const certificates = createCertificates(folder);
  certificates.authority('ca');
  certificates.authority('stranger');
  certificates.signed('server', 'ca', 'DNS:localhost,DNS:api.example');
  certificates.signed('client', 'ca', 'DNS:client');
  const [cert, key, ca] = ['server.crt', 'server.key', 'ca.crt'].map((name) => readFileSync(join(folder, name)));
  const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    const { authorization = 'nobody', 'impersonate-user': as = '' } = request.headers;
    const peer = (
      request.socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }
    ).getPeerCertificate();
    response.end(JSON.stringify({ url: request.url, who: peer.subject?.CN ?? authorization, as }));
  });
  const tunnels: string[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', ({ url = '' }, socket) => {
    tunnels.push(url);
    const there = connect(portOf(server), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
  });
  for (const each of [server, proxy]) await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    proxyPort: portOf(proxy),
    tunnels,
    [Symbol.dispose]() {
      server.close();
      proxy.close();
    },
  };
}
