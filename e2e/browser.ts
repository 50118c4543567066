import { existsSync } from 'node:fs';
import { lanHost } from './addresses.ts';
import { canBeApart } from './apart/doors.ts';

/** The browser of this machine, undefined when Playwright has to use its own. */
export const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Whether each browser gets a network of its own. */
export const isApart = program !== undefined && canBeApart();

/** What it is started with: quiet, and willing to run as root in a container. */
export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The LAN address leads to the same Drydock: it listens on the loopback address only.
  `--host-resolver-rules=MAP ${lanHost} 127.0.0.1`,
];
