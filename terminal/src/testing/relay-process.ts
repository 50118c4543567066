import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dialSocket } from '@drydock/host';
import type { Grant } from '../../relay/src/tickets.ts';
import { startRelayServer } from './relay-server.ts';

/** A grant as it passes between processes: a dial does not, the path of a socket does. */
export type SentGrant = Omit<Grant, 'agent'> & { readonly socketPath: string };

/** A relay in a process of its own, so that it can be killed and its memory be seen. */
export interface RelayProcess {
  readonly pid: number;
  /** A new ticket as a WebSocket address; rejects once the process is gone. */
  url(grant: SentGrant): Promise<string>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

type Answer = { id: number; url: string };

export async function startRelayProcess(): Promise<RelayProcess> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (url: string) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const gone = () => {
    for (const { reject } of waiting.values()) reject(new Error('the relay is gone'));
    waiting.clear();
  };
  child.on('message', ({ id, url }: Answer) => {
    waiting.get(id)?.resolve(url);
    waiting.delete(id);
  });
  child.on('exit', gone);
  const url = (grant: SentGrant) =>
    new Promise<string>((resolve, reject) => {
      if (!child.connected) throw new Error('the relay is gone');
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      child.send({ id: lastId, grant }, (error) => error && gone());
    });
  return {
    pid: child.pid ?? 0,
    url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The child: answers each grant with a ticket's address. */
async function serve(): Promise<void> {
  const server = await startRelayServer();
  process.on('message', ({ id, grant }: { id: number; grant: SentGrant }) => {
    const { socketPath, ...rest } = grant;
    process.send?.({ id, url: server.url({ ...rest, agent: dialSocket(socketPath) }) } satisfies Answer);
  });
  process.once('disconnect', () => process.exit(0));
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) await serve();
