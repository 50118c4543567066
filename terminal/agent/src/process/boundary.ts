import { isAscii, isUtf8 } from 'node:buffer';

/** Where output may be cut: follows escape sequences and UTF-8 as xterm.js parses them, and remembers the last byte at which neither was open. */
export interface Boundary {
  /** Takes the bytes that follow all earlier ones; true when they are plain text: well-formed characters that begin no sequence and shift no character set. */
  scan(bytes: Uint8Array): boolean;
  /** Bytes taken so far. */
  readonly offset: number;
  /** The last offset at which no escape sequence and no multi-byte character was open. */
  readonly safe: number;
  /** What brings a fresh parser into the state at `offset`; empty when that is ground. For sequences too long to be kept. */
  readonly introducer: string;
  /** Another one in the same state, to look ahead with. */
  fork(): Boundary;
}

type ControlState = 'csi' | 'parameter' | 'collect' | 'ignored';
type State = 'ground' | 'escape' | 'intermediate' | ControlState | 'osc' | 'string';

// A private marker after a digit: the parser ignores the sequence up to its final byte.
const ignoredControl = '\x1b[0<';

const introducers: Record<State, string> = {
  ground: '',
  escape: '\x1b',
  intermediate: '\x1b ',
  csi: ignoredControl,
  parameter: ignoredControl,
  collect: ignoredControl,
  ignored: ignoredControl,
  // An OSC nobody handles; DCS, SOS, PM and APC all end at the same bytes and do nothing as SOS.
  osc: '\x1b]9999;',
  string: '\x1bX',
};

/** A boundary at byte `start` in ground state. */
export function createBoundary(start = 0): Boundary {
  return boundaryFrom({ state: 'ground', needed: 0, code: 0, offset: start, safe: start });
}

function boundaryFrom(from: { state: State; needed: number; code: number; offset: number; safe: number }): Boundary {
  let { state, needed, code, offset, safe } = from;

  function take(byte: number): void {
    if (needed > 0) {
      if (byte >> 6 === 2) {
        code = (code << 6) | (byte & 63);
        needed -= 1;
        if (needed === 0) state = next(state, code);
        return;
      }
      needed = 0;
    }
    if (byte < 0x80) state = next(state, byte);
    else if (byte >= 0xc2 && byte < 0xe0) [needed, code] = [1, byte & 31];
    else if (byte >= 0xe0 && byte < 0xf0) [needed, code] = [2, byte & 15];
    else if (byte >= 0xf0 && byte < 0xf5) [needed, code] = [3, byte & 7];
  }

  return {
    scan(bytes) {
      const { length } = bytes;
      // Node's own searches instead of a look at each byte; those of a plain Uint8Array are ten times slower than a Buffer's.
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, length);
      let index = 0;
      // The rest of a character that was cut.
      while (needed > 0 && state === 'ground' && index < length) {
        take(text[index] ?? 0);
        index += 1;
      }
      if (state === 'ground' && needed === 0) {
        const end = endOfCharacters(text);
        if (isText(text.subarray(index, end))) {
          safe = offset + end;
          for (const byte of text.subarray(end)) take(byte);
          offset += length;
          return !text.includes(0x0e) && !text.includes(0x0f);
        }
        safe = offset + index;
      }
      const isOnlyAscii = isAscii(text);
      while (index < length) {
        if (state === 'ground' && needed === 0) {
          index = isOnlyAscii ? endOfAscii(text, index) : endOfAny(text, index);
          safe = offset + index;
          if (index === length) break;
        }
        take(bytes[index] ?? 0);
        index += 1;
        if (state === 'ground' && needed === 0) safe = offset + index;
      }
      offset += length;
      return false;
    },
    get offset() {
      return offset;
    },
    get safe() {
      return safe;
    },
    get introducer() {
      return introducers[state];
    },
    fork: () => boundaryFrom({ state, needed, code, offset, safe }),
  };
}

/** Where a character begins that is cut by the end of the bytes; else their length. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sizeOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Bytes of the character that begins with this one. */
function sizeOf(lead: number): number {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** Whole characters, none of which begins a sequence: no escape, and no C1 control, which UTF-8 writes as C2 and a byte below A0. */
function isText(bytes: Buffer): boolean {
  if (bytes.includes(0x1b)) return false;
  if (isAscii(bytes)) return true;
  if (!isUtf8(bytes)) return false;
  for (let at = bytes.indexOf(0xc2); at !== -1; at = bytes.indexOf(0xc2, at + 1))
    if ((bytes[at + 1] ?? 0) < 0xa0) return false;
  return true;
}

/** The first byte from `index` that begins a sequence, in ASCII. */
function endOfAscii(bytes: Buffer, index: number): number {
  const at = bytes.indexOf(0x1b, index);
  return at === -1 ? bytes.length : at;
}

/** The first byte from `index` that is not ASCII or begins a sequence. */
function endOfAny(bytes: Buffer, index: number): number {
  let at = index;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || byte === 0x1b) break;
  }
  return at;
}

/** The parser's table, as far as cutting needs it: the VT500 state machine with the C1 controls xterm.js knows. */
function next(state: State, code: number): State {
  if (code === 0x1b) return 'escape';
  if (code === 0x18 || code === 0x1a) return 'ground';
  if (code >= 0x80 && code < 0xa0) return afterC1(code);
  switch (state) {
    case 'ground':
      return 'ground';
    case 'escape':
      return afterEscape(code);
    case 'intermediate':
      return code < 0x30 || code === 0x7f ? 'intermediate' : 'ground';
    case 'csi':
    case 'parameter':
    case 'collect':
    case 'ignored':
      return withinControl(state, code);
    case 'osc':
      return code === 0x07 ? 'ground' : 'osc';
    case 'string':
      return 'string';
  }
}

/** A control sequence ends at its final byte; other than ASCII ends it too, unless it is malformed and ignored already. */
function withinControl(state: ControlState, code: number): State {
  if (code < 0x20 || code === 0x7f) return state;
  if (state === 'ignored') return code < 0x40 || code >= 0xa0 ? 'ignored' : 'ground';
  if (code >= 0x40) return 'ground';
  if (code < 0x30) return 'collect';
  if (state === 'collect') return 'ignored';
  return state === 'parameter' && code >= 0x3c ? 'ignored' : 'parameter';
}

function afterC1(code: number): State {
  if (code === 0x9b) return 'csi';
  if (code === 0x9d) return 'osc';
  return code === 0x90 || code === 0x98 || code === 0x9e || code === 0x9f ? 'string' : 'ground';
}

function afterEscape(code: number): State {
  if (code === 0x5b) return 'csi';
  if (code === 0x5d) return 'osc';
  if (code === 0x50 || code === 0x58 || code === 0x5e || code === 0x5f) return 'string';
  if (code < 0x20 || code === 0x7f) return 'escape';
  return code < 0x30 ? 'intermediate' : 'ground';
}
