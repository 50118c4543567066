import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dial } from '@drydock/host';
import {
  CourseError,
  RecordingName,
  TerminalInfo,
  terminalLimits,
  TerminalName,
  type TerminalRecording,
  type TerminalTicket,
} from '@drydock/model';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { askAgent } from './agent-request.ts';
import { createBucket } from './bucket.ts';
import { createLink, type Link } from './link.ts';
import { createTickets, type Grant } from './tickets.ts';

/** What one server may be asked of terminals; every figure can be given another value. */
export interface RelayLimits {
  /** Life of a ticket. */
  readonly ticketMs: number;
  /** Tickets a user may get in a minute. */
  readonly ticketsPerMinute: number;
  /** Sockets open at a time for one attempt: tabs, windows, an instructor. */
  readonly socketsPerAttempt: number;
  /** Frames and bytes a browser may send; more is read later, not refused. */
  readonly framesPerSecond: number;
  readonly inputBytesPerSecond: number;
  /** Between pings; three unanswered ones end a link. */
  readonly beatMs: number;
}

const usualLimits: RelayLimits = {
  ticketMs: 30_000,
  ticketsPerMinute: 240,
  socketsPerAttempt: 64,
  framesPerSecond: 4000,
  inputBytesPerSecond: 1024 * 1024,
  beatMs: terminalLimits.beatMs,
};

const StoredRecordings = z.array(
  z.object({ file: RecordingName, terminal: TerminalName, bytes: z.number(), running: z.boolean() }),
);

/** The server's side of terminals: hands out tickets, joins browsers to agents, and cuts them off. */
export interface Relay {
  /** A ticket for one WebSocket (single use, 30 s) and the path to spend it on, below `base`. */
  issue(grant: Grant): TerminalTicket;
  /** Takes over an HTTP upgrade at `/terminal?ticket=…`; the Origin was checked before. A bad ticket is answered with 403 and the error as JSON. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The sandbox changed hands: voids the attempt's tickets and closes its sockets, and not one frame passes after this returns. */
  drop(attempt: string): void;
  /** Resolves when a page is next sent something that a shell of this attempt printed; rejects when `signal` aborts. */
  printed(attempt: string, signal: AbortSignal): Promise<void>;
  /** The terminals of a workspace. `sandbox_lost` when its agent does not answer; so for all that follow. */
  terminals(agent: Dial): Promise<TerminalInfo[]>;
  /** Ends a terminal and its shell; `terminal_unknown` when there is none of this name. */
  close(agent: Dial, terminal: string): Promise<void>;
  /** Switches the recording of every terminal of a workspace; `opening` is the first marker of each recording that begins. The pages are told. */
  record(agent: Dial, setting: TerminalRecording, opening?: string): Promise<void>;
  /** A marker in every recording that runs: an attempt's start, a verdict. */
  mark(agent: Dial, label: string): Promise<void>;
  /** The recordings of a workspace, asciicast v3, which only grow. They go with the workspace. */
  recordings(agent: Dial): Promise<z.infer<typeof StoredRecordings>>;
  /** What a recording holds from byte `from` on. */
  recording(agent: Dial, file: string, from?: number): Promise<Buffer>;
  /** The server stops: every page is told to come back. */
  end(): void;
}

export function createRelay(options: {
  log: (message: string) => void;
  limits?: Partial<RelayLimits>;
  /** The path under which the server is reached, as in `/k8s`; empty by default. */
  base?: string;
  /** Asked for every frame: whether this user may still use this attempt's sandbox. */
  isAllowed?: (grant: Grant) => boolean;
  now?: () => number;
}): Relay {
  const { base = '' } = options;
  const limits = { ...usualLimits, ...options.limits };
  const now = options.now ?? (() => performance.now());
  const tickets = createTickets({ lifeMs: limits.ticketMs, perMinute: limits.ticketsPerMinute, now });
  const links = new Set<Link>();
  const prints = new EventEmitter();
  const sockets = new WebSocketServer({
    noServer: true,
    // Twice what a frame may hold, so that the reason of a larger one can be told; beyond that ws itself closes.
    maxPayload: 2 * terminalLimits.inputFrameBytes,
    perMessageDeflate: false,
  });

  function redeem(request: IncomingMessage): Grant {
    const grant = tickets.redeem(new URL(request.url ?? '/', 'http://relay').searchParams.get('ticket') ?? '');
    const present = [...links].filter((link) => link.grant.attempt === grant.attempt).length;
    if (present < limits.socketsPerAttempt) return grant;
    throw new CourseError(
      'rate_limited',
      `This attempt has ${present} terminal connections open.`,
      'Close a tab or window that shows it.',
    );
  }

  async function ask(agent: Dial, path: string, method: 'GET' | 'PUT' | 'POST' = 'GET', body?: unknown) {
    const answer = await askAgent(agent, method, path, body);
    if (answer.status === 200) return answer.body;
    throw new CourseError(
      answer.status === 404 ? 'not_found' : 'sandbox_lost',
      `The workspace answered ${path} with ${answer.status}: ${answer.body.toString('utf8').slice(0, 200)}`,
      'Ask for the list first; reset the lab if it stays so.',
    );
  }

  return {
    issue(grant) {
      const ticket = tickets.issue(grant);
      return { ticket, url: `${base}/terminal?ticket=${ticket}`, terminal: grant.terminal };
    },
    upgrade(request, socket, head) {
      let grant: Grant;
      try {
        grant = redeem(request);
      } catch (error) {
        return refuse(socket, error);
      }
      sockets.handleUpgrade(request, socket, head, (browser) => {
        const link = createLink(browser, grant, {
          isAllowed: () => options.isAllowed?.(grant) ?? true,
          frames: createBucket({ perSecond: limits.framesPerSecond, most: limits.framesPerSecond, now }),
          bytes: createBucket({ perSecond: limits.inputBytesPerSecond, most: limits.inputBytesPerSecond, now }),
          beatMs: limits.beatMs,
          log: options.log,
          onPrint: () => prints.emit(grant.attempt),
          onEnd: () => {
            links.delete(link);
          },
        });
        links.add(link);
      });
    },
    drop(attempt) {
      tickets.revoke(attempt);
      for (const link of links) if (link.grant.attempt === attempt) link.close('handed_over');
    },
    printed: async (attempt, signal) => void (await once(prints, attempt, { signal })),
    terminals: async (agent) => z.array(TerminalInfo).parse(JSON.parse(String(await ask(agent, '/terminals')))),
    async close(agent, terminal) {
      const { status } = await askAgent(agent, 'DELETE', `/terminals/${encodeURIComponent(terminal)}`);
      if (status === 200) return;
      throw new CourseError(
        'terminal_unknown',
        `There is no terminal "${terminal}" in this workspace.`,
        'It may have been closed in another window; reload the page.',
      );
    },
    record: async (agent, setting, opening) =>
      void (await ask(agent, '/recording', 'PUT', { ...setting, ...(opening !== undefined && { opening }) })),
    mark: async (agent, label) => void (await ask(agent, '/markers', 'POST', { label })),
    recordings: async (agent) => StoredRecordings.parse(JSON.parse(String(await ask(agent, '/recordings')))),
    recording: (agent, file, from = 0) => ask(agent, `/recordings/${encodeURIComponent(file)}?from=${from}`),
    end() {
      for (const link of links) link.close('restarting');
    },
  };
}

/** Answers an upgrade with the one error shape of the API and closes the connection. */
function refuse(socket: Duplex, error: unknown): void {
  const known =
    error instanceof CourseError
      ? error
      : new CourseError('internal', 'The terminal could not be opened.', 'Try again; the server log says more.');
  const body = JSON.stringify(known);
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${known.status} ${known.code}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
