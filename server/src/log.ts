import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { multistream, destination, pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/** Past this size a start begins a new file and keeps one old one. */
const longestBytes = 10 * 1024 * 1024;

/** The server's log: `server.log` in the data directory as JSON lines, warnings and errors on stderr too. Secrets have no place in it. */
export function openLog({ dataDirectory, logLevel }: Pick<Config, 'dataDirectory' | 'logLevel'>): Logger {
  if (logLevel === 'silent') return pino({ level: 'silent' });
  const path = join(dataDirectory, 'server.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestBytes) renameSync(path, `${path}.1`);
  const file = destination({ dest: path, mkdir: true, mode: 0o600, sync: true });
  const redact = { paths: ['req.headers', '*.kubeconfig', '*.parameters', '*.ticket', '*.cookie'], censor: '(hidden)' };
  return pino(
    { level: logLevel, redact, base: null },
    multistream([
      { level: logLevel, stream: file },
      { level: 'warn', stream: destination({ dest: 2, sync: true }) },
    ]),
  );
}
