import {
  decodeViewerFrame,
  type TerminalClose,
  terminalCloses,
  type TerminalKind,
  terminalProtocol,
} from '@drydock/model';
import type { WebSocket } from 'ws';
import type { Attachment } from './terminal.ts';
import type { Workspace } from './workspace.ts';

/** How long a viewer may take to say hello. */
const helloMs = 10_000;

/** Serves one viewer on one WebSocket: the first frame must be `hello`; a frame that cannot be understood closes this socket only. */
export function serveViewer(
  peer: WebSocket,
  options: { workspace: Workspace; name: string; kind: TerminalKind; log: (message: string) => void },
): void {
  let attachment: Attachment | undefined;
  let isClosed = false;
  const patience = setTimeout(() => close('idle', 'no hello'), helloMs);

  function close(reason: TerminalClose, detail = ''): void {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(patience);
    attachment?.detached();
    if (detail) options.log(`${options.name}: ${reason}: ${detail}`);
    peer.close(terminalCloses[reason].code, reason);
  }

  const socket = {
    send(data: string | Uint8Array) {
      if (!isClosed) peer.send(data);
    },
    close,
  };

  function received(data: string | Uint8Array): void {
    const frame = decodeViewerFrame(data);
    if (frame.type === 'bad') return close(frame.close, frame.detail);
    if (frame.type !== 'hello')
      return attachment ? attachment.received(frame) : close('malformed', `${frame.type} before hello`);
    if (attachment) return close('out_of_order', 'a second hello');
    if (frame.protocol !== terminalProtocol) return close('version', `protocol ${frame.protocol}`);
    const { name, kind } = options;
    const { cols, rows, language = 'en' } = frame;
    const terminal = options.workspace.open({ name, kind, cols, rows, language });
    if ('detail' in terminal) return close(terminal.close, terminal.detail);
    clearTimeout(patience);
    attachment = terminal.attach(frame, socket);
  }

  // ws hands out one Buffer per message unless told otherwise.
  peer.on('message', (bytes: Buffer, isBinary: boolean) => {
    if (isClosed) return;
    received(isBinary ? bytes : bytes.toString('utf8'));
  });
  peer.on('close', () => close('lost'));
  peer.on('error', (error) => options.log(`${options.name}: ${error.message}`));
}
