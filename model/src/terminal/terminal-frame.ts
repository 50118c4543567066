import { AgentControl, terminalLimits, ViewerControl } from './terminal.ts';
import type { TerminalClose } from './terminal-close.ts';

/** Binary frames: one byte of kind, eight bytes of big-endian offset, then the payload. */
export const frameKinds = { output: 1, input: 2, screen: 3 } as const;
export const frameHeaderBytes = 9;

/** A frame of bytes. `offset` counts from the start of the output, of this viewer's input, or of a repaint's screen. */
export interface BytesFrame {
  readonly type: keyof typeof frameKinds;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Tells a frame of bytes from what else an agent sends; a control object may count bytes. */
export function isBytesFrame(frame: AgentControl | BytesFrame): frame is BytesFrame {
  return 'bytes' in frame && typeof frame.bytes !== 'number';
}

/** A frame that must close its socket, with the reason. */
export interface BadFrame {
  readonly type: 'bad';
  readonly close: TerminalClose;
  readonly detail: string;
}

/** One binary frame of all parts together, ready to send. */
export function encodeFrame(
  type: BytesFrame['type'],
  offset: number,
  ...parts: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(parts.reduce((sum, { length }) => sum + length, frameHeaderBytes));
  const view = new DataView(frame.buffer);
  view.setUint8(0, frameKinds[type]);
  view.setUint32(1, Math.floor(offset / 2 ** 32));
  view.setUint32(5, offset % 2 ** 32);
  let at = frameHeaderBytes;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

/** Reads a frame a viewer sent: a control object, input, or `bad`. Never throws; the payload is a view into `data`. */
export function decodeViewerFrame(data: string | Uint8Array): ViewerControl | BytesFrame | BadFrame {
  if (typeof data === 'string') return decodeControl(data, ViewerControl);
  return decodeBytes(data, ['input'], terminalLimits.inputFrameBytes);
}

/** Reads a frame the agent or the relay sent: a control object, output, screen, or `bad`. Never throws; the payload is a view into `data`. */
export function decodeAgentFrame(data: string | Uint8Array): AgentControl | BytesFrame | BadFrame {
  if (typeof data === 'string') return decodeControl(data, AgentControl);
  return decodeBytes(data, ['output', 'screen'], terminalLimits.outputFrameBytes);
}

type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { message: string } };
};

function decodeControl<T>(text: string, schema: Schema<T>): T | BadFrame {
  if (text.length > terminalLimits.controlFrameBytes)
    return bad('too_large', `${text.length} characters of control, at most ${terminalLimits.controlFrameBytes}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad('malformed', `not JSON: ${JSON.stringify(text.slice(0, 40))}`);
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : bad('malformed', parsed.error.message.slice(0, 200));
}

function decodeBytes(
  data: Uint8Array,
  allowed: readonly BytesFrame['type'][],
  maxBytes: number,
): BytesFrame | BadFrame {
  if (data.length <= frameHeaderBytes) return bad('malformed', `${data.length} bytes are no frame`);
  if (data.length > frameHeaderBytes + maxBytes)
    return bad('too_large', `${data.length - frameHeaderBytes} bytes of payload, at most ${maxBytes}`);
  const type = allowed.find((name) => frameKinds[name] === data[0]);
  if (!type) return bad('malformed', `unknown kind of frame: ${data[0]}`);
  const view = new DataView(data.buffer, data.byteOffset, frameHeaderBytes);
  const offset = view.getUint32(1) * 2 ** 32 + view.getUint32(5);
  if (offset > Number.MAX_SAFE_INTEGER - data.length) return bad('malformed', 'the offset is past 2^53');
  return { type, offset, bytes: data.subarray(frameHeaderBytes) };
}

function bad(close: TerminalClose, detail: string): BadFrame {
  return { type: 'bad', close, detail };
}
