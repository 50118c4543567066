import { z } from 'zod';
import { Language } from '../language.ts';

/** The version both ends must speak; another one is answered with the close reason `version`. */
export const terminalProtocol = 2;

/** Every size and time of the terminal protocol. Bytes and milliseconds. */
export const terminalLimits = {
  /** Output kept per terminal for replay; older output survives only as a repaint of the screen. */
  ringBytes: 4 * 1024 * 1024,
  /** Output and screen bytes under way to one viewer that it has not acknowledged: at first, and for one that takes in much. */
  windowBytes: 256 * 1024,
  largestWindowBytes: 2 * 1024 * 1024,
  /** A viewer acknowledges at least each time it has taken in this much. */
  ackEveryBytes: 32 * 1024,
  /** Payload of one binary frame to the viewer. */
  outputFrameBytes: 64 * 1024,
  /** Payload of one binary frame from the viewer. */
  inputFrameBytes: 16 * 1024,
  /** Input under way that the agent has not confirmed. */
  inputWindowBytes: 64 * 1024,
  /** Input kept by the viewer while it cannot be sent; more is refused. */
  inputQueueBytes: 1024 * 1024,
  /** One JSON frame. */
  controlFrameBytes: 4096,
  /** The relay sends `beat` this often; a viewer that hears nothing for `silenceMs` reconnects. */
  beatMs: 15_000,
  silenceMs: 40_000,
  /** Opening a socket and getting `welcome` may take this long. */
  connectMs: 15_000,
  /** Back-off between reconnects: from, to. */
  backOffMs: [250, 10_000],
  /** Terminals in one workspace. */
  terminals: 32,
  cols: [2, 1000],
  rows: [1, 500],
} as const;

const Offset = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const Cols = z.number().int().min(terminalLimits.cols[0]).max(terminalLimits.cols[1]);
const Rows = z.number().int().min(terminalLimits.rows[0]).max(terminalLimits.rows[1]);

/** A terminal's name within its workspace: the id in URLs and tickets; what the tab shows is its title. */
export const TerminalName = z.string().regex(/^[a-z0-9-]{1,32}$/);

/** What the tab shows. Control characters are refused. */
// eslint-disable-next-line no-control-regex
export const TerminalTitle = z.string().regex(/^[^\u0000-\u001f\u007f-\u009f]{1,64}$/u);

export const TerminalKind = z.enum(['workspace', 'node']);
export type TerminalKind = z.infer<typeof TerminalKind>;

/** How a shell ended: its exit code, or the number of the signal that ended it. */
export const TerminalExit = z.strictObject({ code: z.number().int(), signal: z.number().int().nullable() });
export type TerminalExit = z.infer<typeof TerminalExit>;

/** Whether the terminal is being recorded, and what is typed too. The page must say so. */
export const TerminalRecording = z.strictObject({ on: z.boolean(), input: z.boolean() });
export type TerminalRecording = z.infer<typeof TerminalRecording>;

/** One terminal of a workspace as the list shows it. `exit` is null while the shell runs. */
export const TerminalInfo = z.object({
  terminal: TerminalName,
  kind: TerminalKind,
  title: TerminalTitle,
  cols: Cols,
  rows: Rows,
  createdAt: z.iso.datetime(),
  viewers: z.number().int().nonnegative(),
  exit: TerminalExit.nullable(),
  /** What runs in it beside the shell, in the foreground first; null when nothing does, or that cannot be told. */
  program: z.string().max(64).nullable().optional(),
  recording: TerminalRecording,
});
export type TerminalInfo = z.infer<typeof TerminalInfo>;

/**
 * JSON frames from the viewer. `hello` comes first and once. `viewer` is a random id of this page: what it typed is taken exactly once across reconnects.
 * `seen` says whether anybody can see it there: a viewer in a hidden tab has no say in the size. `resume` names what the viewer already has; null asks for everything kept. `ack.bytes` counts output and screen bytes taken in on this socket.
 */
export const ViewerControl = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.number().int(),
    viewer: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
    cols: Cols,
    rows: Rows,
    resume: z.strictObject({ epoch: z.string().max(64), offset: Offset }).nullable(),
    language: Language.optional(),
    seen: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('resize'), cols: Cols, rows: Rows }),
  z.strictObject({ type: z.literal('seen'), seen: z.boolean() }),
  z.strictObject({ type: z.literal('ack'), bytes: Offset }),
  z.strictObject({ type: z.literal('rename'), title: TerminalTitle }),
  z.strictObject({ type: z.literal('restart') }),
  z.strictObject({ type: z.literal('close') }),
]);
export type ViewerControl = z.infer<typeof ViewerControl>;

/**
 * JSON frames to the viewer. `welcome` comes first: output follows from byte `from`; what comes before byte `end` is replay, after it live.
 * `fresh` tells the viewer to clear its screen first. `repaint` tells it to clear, take `bytes` of screen frames, and go on from byte `from`.
 * `size`, `exit` and `restarted` stand in the stream where they happened. `taken` confirms input up to this byte. `lead` is the one viewer whose
 * emulator may answer queries of programs. `beat` comes from the relay.
 */
export const AgentControl = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'),
    protocol: z.number().int(),
    terminal: TerminalName,
    kind: TerminalKind,
    title: TerminalTitle,
    epoch: z.string().max(64),
    fresh: z.boolean(),
    from: Offset,
    end: Offset,
    input: Offset,
    recording: TerminalRecording,
  }),
  z.strictObject({ type: z.literal('repaint'), bytes: Offset, from: Offset, end: Offset, cols: Cols, rows: Rows }),
  z.strictObject({ type: z.literal('size'), cols: Cols, rows: Rows }),
  z.strictObject({ type: z.literal('exit'), exit: TerminalExit }),
  z.strictObject({ type: z.literal('restarted') }),
  z.strictObject({ type: z.literal('renamed'), title: TerminalTitle }),
  z.strictObject({ type: z.literal('taken'), input: Offset }),
  z.strictObject({ type: z.literal('viewers'), count: z.number().int().positive(), lead: z.boolean() }),
  z.strictObject({ type: z.literal('recording'), recording: TerminalRecording }),
  z.strictObject({ type: z.literal('beat') }),
]);
export type AgentControl = z.infer<typeof AgentControl>;
