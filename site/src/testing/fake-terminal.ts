import { type AgentControl, decodeViewerFrame, encodeFrame, terminalProtocol } from '@drydock/model';
import type { Page, WebSocketRoute } from 'playwright-core';

/** A scripted agent behind every terminal of a page. */
export interface FakeTerminal {
  /** Everything the page has typed into a terminal. */
  readonly typed: (terminal?: string) => string;
  /** Every terminal that the page has asked a ticket for, as it asked. */
  readonly asked: Readonly<Record<string, unknown>>[];
  readonly forget: () => void;
  /** What a program in a terminal puts out. */
  readonly print: (text: string, terminal?: string) => void;
  /** What the workspace says runs in its terminals. */
  readonly programs: Map<string, string>;
  /** Terminals that the page has ended. */
  readonly ended: string[];
  /** Every control frame the page has sent, as JSON. */
  readonly controls: string[];
}

/** Takes the place of the terminals of every page that opens from now on. */
export async function fakeTerminal(page: Page): Promise<FakeTerminal> {
  const typed = new Map<string, Buffer>();
  const lines = new Map<string, { socket: WebSocketRoute; sent: number }>();
  const controls: string[] = [];
  const asked: FakeTerminal['asked'] = [];
  const programs = new Map<string, string>();
  const ended: string[] = [];
  await page.route(/\/api\/(?:attempts|playgrounds)\/[^/]+\/terminals\/[^/]+$/, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    ended.push(name);
    lines.delete(name);
    return route.fulfill({ status: 204 });
  });
  await page.route(/\/api\/(?:attempts|playgrounds)\/[^/]+\/terminals$/, (route) => {
    if (route.request().method() === 'GET') {
      const list = Array.from(lines.keys(), (terminal) => ({
        terminal,
        kind: 'workspace',
        title: terminal,
        exit: null,
        program: programs.get(terminal) ?? null,
      }));
      return route.fulfill({ json: list });
    }
    const order = route.request().postDataJSON() as { terminal: string };
    asked.push(order);
    const { terminal } = order;
    return route.fulfill({ status: 201, json: { ticket: terminal, url: `/terminal?ticket=${terminal}`, terminal } });
  });
  await page.routeWebSocket('**/terminal?ticket=*', (socket) => {
    const terminal = new URL(socket.url()).searchParams.get('ticket') ?? '';
    const tell = (control: AgentControl) => socket.send(JSON.stringify(control));
    socket.onMessage((data) => {
      const frame = decodeViewerFrame(data);
      if (frame.type === 'bad') throw new Error(frame.detail);
      if (typeof data === 'string') controls.push(data);
      if (frame.type === 'hello') {
        lines.set(terminal, { socket, sent: 0 });
        const opening = { epoch: 'e1', fresh: true, from: 0, end: 0, input: typed.get(terminal)?.length ?? 0 };
        const recording = { on: false, input: false };
        const about = { terminal, kind: 'workspace', title: terminal, recording } as const;
        tell({ type: 'welcome', protocol: terminalProtocol, ...about, ...opening });
        tell({ type: 'viewers', count: 1, lead: true });
      }
      if (frame.type !== 'input') return;
      const all = Buffer.concat([typed.get(terminal) ?? Buffer.alloc(0), frame.bytes]);
      typed.set(terminal, all);
      tell({ type: 'taken', input: frame.offset + frame.bytes.length });
    });
  });
  let forgotten = 0;
  return {
    controls,
    asked,
    programs,
    ended,
    typed: (terminal = 'shell-1') => (typed.get(terminal)?.toString() ?? '').slice(forgotten),
    forget: () => {
      forgotten = typed.get('shell-1')?.toString().length ?? 0;
    },
    print(text, terminal = 'shell-1') {
      const line = lines.get(terminal);
      if (!line) throw new Error(`${terminal} is not connected`);
      const bytes = Buffer.from(text);
      line.socket.send(Buffer.from(encodeFrame('output', line.sent, bytes)));
      line.sent += bytes.length;
    },
  };
}
