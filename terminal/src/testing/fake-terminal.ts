import { type AgentControl, decodeAgentFrame, type ViewerControl } from '@drydock/model';
import { createFakePtys } from './fake-pty.ts';
import { createScreen } from '../../agent/src/screen/screen.ts';
import { createTerminal } from '../../agent/src/terminal.ts';

/** How long a viewer of the test terminal may acknowledge nothing until nobody waits for it. */
export const stallMs = 5000;

/** What a program of these tests writes at once. */
export const block = Buffer.alloc(64 * 1024, 'x');

type Chosen = Pick<Parameters<typeof createTerminal>[0], 'size' | 'keepBytes'>;

const noTap = { output: () => undefined, input: () => undefined, size: () => undefined, exit: () => undefined };

/** A terminal whose shells are fake: `pty()` is the first, `pty(1)` the one after a restart. */
export function makeTerminal({ size = { cols: 80, rows: 24 }, ...chosen }: Partial<Chosen> = {}) {
  const { spawn, spawned } = createFakePtys();
  const terminal = createTerminal({
    name: 'shell-1',
    kind: 'workspace',
    title: 'shell',
    size,
    spawn: (now, events) => spawn({ file: 'fake', args: [], cwd: '/', env: {} }, now, events),
    openScreen: createScreen,
    tap: noTap,
    recording: () => ({ on: false, input: false }),
    onClose: () => undefined,
    stallMs,
    ...chosen,
  });
  const pty = (index = 0) => {
    const found = spawned[index];
    if (!found) throw new Error(`shell ${index} was not started`);
    return found;
  };
  return { terminal, pty };
}

type Hello = Extract<ViewerControl, { type: 'hello' }>;

/** A viewer of it with all it was sent; it acknowledges only what a test makes it acknowledge. */
export function attach(terminal: ReturnType<typeof makeTerminal>['terminal'], id: string, hello: Partial<Hello> = {}) {
  const controls: AgentControl[] = [];
  const closes: string[] = [];
  let output = 0;
  let screen = 0;
  const viewer = id.padEnd(16, '0');
  const attachment = terminal.attach(
    { type: 'hello', protocol: 2, viewer, cols: 80, rows: 24, resume: null, ...hello },
    {
      send(data) {
        const frame = decodeAgentFrame(data);
        if (frame.type === 'bad') throw new Error(frame.detail);
        if (!('offset' in frame)) controls.push(frame);
        else if (frame.type === 'screen') screen += frame.bytes.length;
        else output += frame.bytes.length;
      },
      close: (reason) => closes.push(reason),
    },
  );
  return {
    ...attachment,
    controls,
    closes,
    output: () => output,
    screen: () => screen,
    acknowledgeAll: () => attachment.received({ type: 'ack', bytes: output + screen }),
    type: (offset: number, text: string) => attachment.received({ type: 'input', offset, bytes: Buffer.from(text) }),
    of: <T extends AgentControl['type']>(type: T) =>
      controls.filter((control): control is Extract<AgentControl, { type: T }> => control.type === type),
  };
}
