import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '@drydock/lab';
import { Attempt, AttemptEvent, readEvents } from '@drydock/model';
import { createFakeDriver, type SandboxDriver } from '@drydock/sandbox';
import { pino } from 'pino';
import type { z } from 'zod';
import { readConfig, type Config } from '../config.ts';
import { type ServerOptions, startServer } from '../server.ts';
import { startFakeAgent } from './fake-agent.ts';
import { createFakeCluster } from './fake-cluster.ts';
import { testLab } from './lab.ts';
import { testLessons } from './lessons.ts';

export type Answer = { status: number; headers: Headers; text: string; json: unknown };

/** A machine for a test: a data directory, a simulated host with sandboxes, and servers started on them. Everything goes at the end. */
export async function createTestMachine() {
  const directory = mkdtempSync(join(tmpdir(), 'drydock-server-'));
  const hostDirectory = join(directory, 'host');
  const cluster = createFakeCluster();
  const logged: string[] = [];
  const servers: { close(): Promise<void> }[] = [];
  const agents: { stop(): Promise<void> }[] = [];

  return {
    directory,
    hostDirectory,
    cluster,
    logged,
    client: createClient,
    driver: (options: Partial<Parameters<typeof createFakeDriver>[0]> = {}) =>
      createFakeDriver({ directory: hostDirectory, ...options }),

    async start(
      settings: Partial<Config> &
        Pick<ServerOptions, 'connect' | 'startRegistry' | 'promptFirstMs'> & {
          driver?: SandboxDriver;
          siteDirectory?: string;
          lab?: Lab;
        } = {},
    ) {
      const {
        driver = createFakeDriver({ directory: hostDirectory }),
        siteDirectory = join(directory, 'no-site'),
        lab = testLab,
        connect,
        startRegistry,
        promptFirstMs = 0,
        ...overrides
      } = settings;
      const config = readConfig(
        { dataDirectory: join(directory, 'data'), port: 0, warm: 0, watchMs: 20, ...overrides },
        {},
      );
      const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
      const catalogue = { labs: new Map([[lab.id, lab]]), problems: [] };
      const server = await startServer({
        config,
        siteDirectory,
        driver,
        catalogue,
        createGrader: cluster.createGrader,
        ...(connect && { connect }),
        ...(startRegistry && { startRegistry }),
        lessons: testLessons,
        promptFirstMs,
        log,
      });
      servers.push(server);
      return { ...server, ...createClient(server.url) };
    },

    /** Starts an agent in the workspace of a sandbox; it is stopped with the machine. */
    async startAgent({ sandbox }: { readonly sandbox: string | null }) {
      const agent = await startFakeAgent(join(hostDirectory, sandbox ?? '', 'agent.sock'));
      agents.push(agent);
      return agent;
    },

    async [Symbol.asyncDispose]() {
      for (const server of servers) await server.close();
      rmSync(directory, { recursive: true, force: true });
      for (const agent of agents) await agent.stop();
    },
  };
}

/** A browser or program; its paths are below the address of the server. It keeps its cookie, and waits for what it is promised instead of sleeping. */
export function createClient(url: string, knownCookie?: string) {
  let cookie = knownCookie;

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie && { cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  }

  /** Opens a stream of events. */
  function listenTo<Event>(path: string, schema: z.ZodType<Event>) {
    const events: Event[] = [];
    const stop = new AbortController();
    let wake = (): void => undefined;
    const done = follow(new URL(url + path), schema, cookie, stop.signal, (event) => {
      events.push(event);
      wake();
    });
    return {
      events,
      /** The first event that fits, told already or still to come. */
      async until(fits: (event: Event) => boolean): Promise<Event> {
        for (;;) {
          const found = events.find(fits);
          if (found) return found;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      },
      async close() {
        stop.abort();
        await done;
      },
    };
  }

  const listen = (id: string) => listenTo(`/api/attempts/${id}/events`, AttemptEvent);

  async function get(id: string): Promise<Attempt> {
    return Attempt.parse((await ask('GET', `/api/attempts/${id}`)).json);
  }

  /** Waits, by the stream of events, until the attempt is in this state; what can no longer come is an error. */
  async function reach(id: string, state: Attempt['state']): Promise<Attempt> {
    const stream = listen(id);
    const told = await stream.until((event) => {
      const now = event.type === 'attempt' ? event.attempt.state : event.type === 'state' ? event.state : undefined;
      return now === state || now === 'failed' || now === 'ended';
    });
    await stream.close();
    const attempt = await get(id);
    if (attempt.state !== state) throw new Error(`${state} was awaited: ${JSON.stringify({ told, attempt })}`);
    return attempt;
  }

  return {
    ask,
    cookie: () => cookie,
    listen,
    listenTo,
    get,
    reach,
    async start(lab = testLab.id): Promise<Attempt> {
      return Attempt.parse((await ask('POST', '/api/attempts', { lab })).json);
    },
    async ready(lab = testLab.id): Promise<Attempt> {
      const { id } = Attempt.parse((await ask('POST', '/api/attempts', { lab })).json);
      return reach(id, 'ready');
    },
  };
}

async function follow<Event>(
  url: URL,
  schema: z.ZodType<Event>,
  cookie: string | undefined,
  signal: AbortSignal,
  onEvent: (event: Event) => void,
) {
  try {
    const response = await fetch(url, { signal, headers: cookie ? { cookie } : {} });
    if (!response.body) return;
    const pieces = response.body.pipeThrough(new TextDecoderStream());
    for await (const event of readEvents(pieces, schema)) onEvent(event);
  } catch (error) {
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  }
}
