import {
  backOffMs,
  type AgentControl,
  type BytesFrame,
  decodeAgentFrame,
  isBytesFrame,
  type Language,
  type TerminalClose,
  terminalCloseOf,
  terminalCloses,
  terminalLimits,
  terminalProtocol,
  type ViewerControl,
} from '@drydock/model';
import type { ClientEffect, ClientPhase, TerminalClient } from './effect.ts';
import { createInputQueue } from './input-queue.ts';

/**
 * The viewer's half of the terminal protocol: replay, acknowledgement, input and reconnect arithmetic, used by the page, the tests and the benchmark alike.
 * `viewer` is a random id of 16 to 64 letters and digits, `now` milliseconds that only go forward, `random` in [0, 1).
 */
export function createTerminalClient(options: {
  viewer: string;
  cols: number;
  rows: number;
  language?: Language;
  now: () => number;
  random: () => number;
}): TerminalClient {
  const { now } = options;
  const input = createInputQueue();
  const size = { cols: options.cols, rows: options.rows };
  let isSeen = true;
  let phase: ClientPhase = 'idle';
  let epoch: string | null = null;
  let offset: number | null = null;
  let end = 0;
  let repaint: { from: number; bytes: number; got: number } | null = null;
  let isLead = false;
  let tries = 0;
  let heardAt = 0;
  // Bytes handed to the emulator and parsed by it, ever; the counts at which this socket began, was last acknowledged, and became live.
  let [given, parsed, base, acked, liveAt] = [0, 0, 0, 0, Infinity];

  const isConnected = () => phase === 'replaying' || phase === 'live';
  const send = (value: ViewerControl): ClientEffect => ({ do: 'send', frame: JSON.stringify(value) });
  const pump = (): ClientEffect[] => (isConnected() ? input.pump().map((frame) => ({ do: 'send', frame })) : []);

  function retry(reason: TerminalClose): ClientEffect[] {
    const afterMs = backOffMs(tries, options.random(), terminalLimits.backOffMs);
    tries += 1;
    [phase, isLead] = ['waiting', false];
    // A repaint cut short leaves half a screen: the next socket starts afresh.
    if (repaint) [repaint, offset] = [null, null];
    return [{ do: 'wait', afterMs, reason }];
  }

  function violated(detail: string): ClientEffect[] {
    return [{ do: 'disconnect', code: terminalCloses.malformed.code, detail }, ...retry('malformed')];
  }

  function finish(reason: TerminalClose): ClientEffect[] {
    const hasSocket = phase === 'connecting' || isConnected();
    [phase, isLead] = ['ended', false];
    const effects: ClientEffect[] = hasSocket ? [{ do: 'disconnect', code: 1000, detail: reason }] : [];
    return [...effects, { do: 'ended', reason }];
  }

  /** Live from the byte where the output reached the end it had when this replay began. */
  function settle(): void {
    const isCaughtUp = offset !== null && offset >= end;
    phase = isCaughtUp ? 'live' : 'replaying';
    if (!isCaughtUp) liveAt = Infinity;
    else if (liveAt === Infinity) liveAt = given;
  }

  function give(bytes: Uint8Array): ClientEffect[] {
    given += bytes.length;
    return bytes.length > 0 ? [{ do: 'write', bytes }] : [];
  }

  function takeBytes(frame: BytesFrame): ClientEffect[] {
    if (!isConnected()) return violated(`${frame.type} before welcome`);
    return frame.type === 'screen' ? takeScreen(frame) : takeOutput(frame);
  }

  function takeScreen(frame: BytesFrame): ClientEffect[] {
    if (!repaint || frame.offset !== repaint.got || repaint.got + frame.bytes.length > repaint.bytes)
      return violated(`screen byte ${frame.offset} was not expected`);
    repaint.got += frame.bytes.length;
    const effects = give(frame.bytes);
    finishRepaint();
    return effects;
  }

  function finishRepaint(): void {
    if (repaint && repaint.got === repaint.bytes) [offset, repaint] = [repaint.from, null];
    settle();
  }

  function takeOutput(frame: BytesFrame): ClientEffect[] {
    if (offset === null || frame.offset !== offset) return violated(`output byte ${frame.offset} instead of ${offset}`);
    // Cut where replay ends, so that each write is either replay or live.
    const replayed = frame.bytes.subarray(0, Math.max(0, end - offset));
    const effects = give(replayed);
    offset += replayed.length;
    settle();
    const live = frame.bytes.subarray(replayed.length);
    offset += live.length;
    return [...effects, ...give(live)];
  }

  function welcome(frame: Extract<AgentControl, { type: 'welcome' }>): ClientEffect[] {
    if (phase !== 'connecting') return violated('a second welcome');
    if (frame.protocol !== terminalProtocol) return finish('version');
    const isSame = frame.epoch === epoch;
    if (!frame.fresh && !(isSame && frame.from === offset)) return violated('resumed at a byte not asked for');
    // What was typed into a shell that is gone must not run in the next one.
    input.resume(frame.input, epoch !== null && !isSame);
    [epoch, offset, end, repaint, tries, liveAt] = [frame.epoch, frame.from, frame.end, null, 0, Infinity];
    settle();
    const effects: ClientEffect[] = frame.fresh ? [{ do: 'clear' }] : [];
    effects.push({ do: 'title', title: frame.title }, { do: 'recording', recording: frame.recording });
    return [...effects, ...pump()];
  }

  function takeControl(frame: AgentControl): ClientEffect[] {
    if (frame.type === 'beat') return [];
    if (frame.type === 'welcome') return welcome(frame);
    if (!isConnected()) return violated(`${frame.type} before welcome`);
    switch (frame.type) {
      case 'repaint':
        if (repaint) return violated('a repaint within a repaint');
        repaint = { from: frame.from, bytes: frame.bytes, got: 0 };
        [offset, end] = [null, frame.end];
        finishRepaint();
        return [{ do: 'clear' }, { do: 'resize', cols: frame.cols, rows: frame.rows }];
      case 'size':
        return [{ do: 'resize', cols: frame.cols, rows: frame.rows }];
      case 'exit':
        return [{ do: 'exit', exit: frame.exit }];
      case 'restarted':
        return [{ do: 'restarted' }];
      case 'renamed':
        return [{ do: 'title', title: frame.title }];
      case 'taken':
        return input.taken(frame.input) ? pump() : violated(`input byte ${frame.input} was never sent`);
      case 'viewers':
        isLead = frame.lead;
        return [{ do: 'viewers', count: frame.count, lead: frame.lead }];
      case 'recording':
        return [{ do: 'recording', recording: frame.recording }];
    }
  }

  return {
    get phase() {
      return phase;
    },
    get mayAnswer() {
      return phase === 'live' && isLead && parsed >= liveAt;
    },
    get offset() {
      return offset;
    },
    get unconfirmedBytes() {
      return input.waitingBytes;
    },
    start() {
      if (phase !== 'idle' && phase !== 'waiting') return [];
      phase = 'connecting';
      heardAt = now();
      return [{ do: 'connect' }];
    },
    opened() {
      if (phase !== 'connecting') return [];
      heardAt = now();
      base = acked = given;
      const resume = epoch !== null && offset !== null ? { epoch, offset } : null;
      const language = options.language ? { language: options.language } : {};
      const { viewer } = options;
      return [send({ type: 'hello', protocol: terminalProtocol, viewer, ...size, resume, ...language, seen: isSeen })];
    },
    closed(code) {
      if (phase !== 'connecting' && !isConnected()) return [];
      const reason = terminalCloseOf(code);
      if (terminalCloses[reason].retry) return retry(reason);
      [phase, isLead] = ['ended', false];
      return [{ do: 'ended', reason }];
    },
    received(data) {
      if (phase !== 'connecting' && !isConnected()) return [];
      heardAt = now();
      const frame = decodeAgentFrame(data);
      if (frame.type === 'bad') return violated(frame.detail);
      return isBytesFrame(frame) ? takeBytes(frame) : takeControl(frame);
    },
    written(bytes) {
      parsed = Math.min(given, parsed + bytes);
      if (!isConnected() || parsed - acked < terminalLimits.ackEveryBytes) return [];
      acked = parsed;
      return [send({ type: 'ack', bytes: acked - base })];
    },
    typed(bytes) {
      if (phase === 'ended') return [];
      return input.add(bytes) ? pump() : [{ do: 'refused' }];
    },
    fitted(cols, rows) {
      if (cols === size.cols && rows === size.rows) return [];
      Object.assign(size, { cols, rows });
      return isConnected() ? [send({ type: 'resize', cols, rows })] : [];
    },
    seen(value) {
      if (value === isSeen) return [];
      isSeen = value;
      return isConnected() ? [send({ type: 'seen', seen: value })] : [];
    },
    ask(value) {
      return isConnected() ? [send(value)] : [];
    },
    tick() {
      const silenceMs = phase === 'connecting' ? terminalLimits.connectMs : terminalLimits.silenceMs;
      if ((phase !== 'connecting' && !isConnected()) || now() - heardAt <= silenceMs) return [];
      return [{ do: 'disconnect', code: 4000, detail: 'nothing was heard' }, ...retry('lost')];
    },
    stop() {
      return phase === 'ended' ? [] : finish('closed');
    },
  };
}
