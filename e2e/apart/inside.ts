/**
 * Runs in the browser's own network: listens on the port of each door, leads what comes there out through the door's socket file, and is the parent of the
 * browser, whose exit code it ends with. Started by chromium.sh with the browser's arguments; DRYDOCK_BROWSER is its program, DRYDOCK_DOORS the folder of
 * the doors, DRYDOCK_PORTS their ports, `8080,8079`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { joinSockets } from './join-sockets.ts';

const { DRYDOCK_BROWSER: browser = '', DRYDOCK_DOORS: folder = '', DRYDOCK_PORTS: ports = '' } = process.env;
for (const port of ports.split(',')) {
  const server = createServer((near) => joinSockets(near, connect(join(folder, port))));
  server.listen(Number(port), '127.0.0.1');
  await once(server, 'listening');
}
// 3 and 4 are the pipe over which Playwright speaks to the browser.
const child = spawn(browser, process.argv.slice(2), { stdio: [0, 1, 2, 3, 4] });
const [code] = (await once(child, 'exit')) as [number | null];
process.exit(code ?? 1);
