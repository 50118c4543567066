import type { Look } from './pen.ts';

/** A character set as xterm.js keeps it; ASCII is undefined. */
export type Charset = Readonly<Record<string, string>> | undefined;

interface InnerBuffer {
  x: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly ybase: number;
  readonly savedX: number;
  readonly savedY: number;
  readonly savedCurAttrData: Look;
  readonly savedCharset: Charset;
  readonly tabs: Readonly<Record<number, boolean | undefined>>;
}

/** `type` 1 sets and 2 takes back; without an index every palette colour. */
interface ColourRequest {
  readonly type: number;
  readonly index?: number;
  readonly color?: readonly [number, number, number];
}

/** What a repaint needs and xterm.js keeps to itself (6.0: InputHandler, CoreService, CoreMouseService, OscLinkService, CharsetService, Buffer). */
interface Core {
  writeSync(data: string): void;
  readonly _inputHandler: {
    readonly _curAttrData: Look;
    readonly _windowTitle: string;
    readonly _parser: { readonly precedingJoinState: number };
    onColor(listen: (requests: readonly ColourRequest[]) => void): void;
  };
  readonly _charsetService: {
    readonly charset: Charset;
    readonly glevel: number;
    readonly _charsets: readonly Charset[];
  };
  readonly coreService: {
    readonly isCursorHidden: boolean;
    readonly decPrivateModes: { readonly cursorStyle?: 'block' | 'underline' | 'bar'; readonly cursorBlink?: boolean };
  };
  readonly coreMouseService: { readonly activeEncoding: string };
  readonly _oscLinkService: { getLinkData(id: number): { readonly id?: string; readonly uri: string } | undefined };
  readonly buffer: InnerBuffer;
  readonly buffers: { readonly normal: InnerBuffer };
}

declare module '@xterm/headless' {
  interface Terminal {
    readonly _core: Core;
  }
  // The cells of xterm.js have these fields beside their declared methods.
  interface IBufferCell extends Look {}
}

export type { Core, InnerBuffer };
