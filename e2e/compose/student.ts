import { once } from 'node:events';
import { connect } from 'node:http2';
import {
  AttemptEvent,
  decodeAgentFrame,
  encodeFrame,
  readEvents,
  TerminalTicket,
  terminalProtocol,
} from '@drydock/model';
import { WebSocket } from 'ws';

/** What the server answered. */
export interface Answer {
  readonly status: number;
  readonly cookie: string | undefined;
  readonly text: string;
  readonly json: unknown;
}

/** A browser that speaks HTTP/2 and trusts one authority; it keeps its cookie. The address has a path, and all that is asked for is below it. */
export function createStudent(address: string, ca: string, known?: string) {
  const { origin: own, pathname: base } = new URL(address);
  let cookie = known;
  const headers = () => (cookie === undefined ? {} : { cookie });

  async function ask(method: string, path: string, body?: unknown, origin = own): Promise<Answer> {
    const session = connect(own, { ca });
    try {
      const asked = session.request(
        {
          ...headers(),
          origin,
          ':method': method,
          ':path': base + path,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        // As browsers do: a request without a body says so at once.
        { endStream: body === undefined },
      );
      if (body !== undefined) asked.end(JSON.stringify(body));
      const [answer] = await once(asked, 'response');
      let text = '';
      for await (const piece of asked.setEncoding('utf8')) text += piece;
      const given: string | undefined = answer['set-cookie']?.[0];
      cookie = given?.split(';')[0] ?? cookie;
      const isJson = String(answer['content-type']).includes('json') && text !== '';
      return { status: Number(answer[':status']), cookie: given, text, json: isJson ? JSON.parse(text) : undefined };
    } finally {
      session.close();
    }
  }

  /** Resolves with the first event of an attempt that fits. */
  async function until(attempt: string, fits: (event: AttemptEvent) => boolean): Promise<AttemptEvent> {
    const session = connect(own, { ca });
    try {
      const stream = session
        .request({ ...headers(), ':path': `${base}/api/attempts/${attempt}/events` })
        .setEncoding('utf8');
      for await (const event of readEvents(stream, AttemptEvent)) if (fits(event)) return event;
      throw new Error('the stream of events ended');
    } finally {
      session.destroy();
    }
  }

  /** Opens the terminal `shell-1`, types, and resolves with what it has shown as soon as a text is in it. */
  async function terminal(attempt: string, type: string, shows: string): Promise<string> {
    const { json } = await ask('POST', `/api/attempts/${attempt}/terminals`, { terminal: 'shell-1' });
    const { url } = TerminalTicket.parse(json);
    const socket = new WebSocket(new URL(url, own.replace('https', 'wss')), {
      ca,
      origin: own,
      headers: headers(),
    });
    await once(socket, 'open');
    const hello = {
      type: 'hello',
      protocol: terminalProtocol,
      viewer: 'a'.repeat(16),
      cols: 80,
      rows: 24,
      resume: null,
    };
    socket.send(JSON.stringify(hello));
    let seen = '';
    await new Promise<void>((resolve, reject) => {
      socket.on('message', (data: Buffer, isBinary) => {
        const frame = decodeAgentFrame(isBinary ? data : data.toString('utf8'));
        if (frame.type === 'welcome' && type !== '') {
          socket.send(encodeFrame('input', frame.input, Buffer.from(type)));
        }
        if (frame.type === 'output' || frame.type === 'screen') seen += Buffer.from(frame.bytes).toString('utf8');
        if (seen.includes(shows)) resolve();
      });
      socket.on('close', (code) => reject(new Error(`closed with ${code} before ${shows}: ${seen}`)));
      socket.on('error', reject);
    });
    socket.terminate();
    return seen;
  }

  return { ask, until, terminal, cookie: () => cookie };
}
