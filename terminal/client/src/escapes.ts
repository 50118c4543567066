/** allow: the emulator acts on it; answer: only while `mayAnswer` of the client is true; ask: the student confirms; refuse: swallowed without effect. */
export type EscapePolicy = 'allow' | 'answer' | 'ask' | 'refuse';

/** One escape sequence that reaches outside the screen. `id` is the OSC number, or prefix, intermediates and final byte of a CSI or DCS sequence. */
export interface EscapeRule {
  readonly kind: 'osc' | 'csi' | 'dcs';
  readonly id:
    { readonly osc: number } | { readonly prefix?: string; readonly intermediates?: string; readonly final: string };
  readonly policy: EscapePolicy;
  readonly why: string;
}

/**
 * What programs in a terminal may do to the page, by sequence (ECMA-48 and xterm's "Control Sequences"). The page registers a parser handler for every row;
 * an OSC, and a CSI or DCS that answers or reaches outside the screen, that is not in the table is refused.
 */
export const terminalEscapes: readonly EscapeRule[] = [
  {
    kind: 'osc',
    id: { osc: 0 },
    policy: 'allow',
    why: 'sets the title: shown in the tab as plain text of at most 64 characters',
  },
  { kind: 'osc', id: { osc: 1 }, policy: 'refuse', why: 'sets the icon name, which nothing shows' },
  {
    kind: 'osc',
    id: { osc: 2 },
    policy: 'allow',
    why: 'sets the title: shown in the tab as plain text of at most 64 characters',
  },
  { kind: 'osc', id: { osc: 4 }, policy: 'answer', why: 'sets a palette colour, or with "?" answers with it' },
  { kind: 'osc', id: { osc: 7 }, policy: 'refuse', why: 'reports the working directory, which nothing uses' },
  {
    kind: 'osc',
    id: { osc: 8 },
    policy: 'ask',
    why: 'a link whose text may lie about its address: the address is shown before it opens',
  },
  { kind: 'osc', id: { osc: 9 }, policy: 'refuse', why: 'desktop notification' },
  { kind: 'osc', id: { osc: 10 }, policy: 'answer', why: 'sets the text colour, or with "?" answers with it' },
  {
    kind: 'osc',
    id: { osc: 11 },
    policy: 'answer',
    why: 'sets the background colour, or with "?" answers with it; editors ask to choose dark or light',
  },
  { kind: 'osc', id: { osc: 12 }, policy: 'answer', why: 'sets the cursor colour, or with "?" answers with it' },
  { kind: 'osc', id: { osc: 50 }, policy: 'refuse', why: 'changes the font' },
  {
    kind: 'osc',
    id: { osc: 52 },
    policy: 'refuse',
    why: 'reads or writes the clipboard: a file shown with cat could do it',
  },
  { kind: 'osc', id: { osc: 104 }, policy: 'allow', why: 'palette colours back to the theme' },
  { kind: 'osc', id: { osc: 110 }, policy: 'allow', why: 'text colour back to the theme' },
  { kind: 'osc', id: { osc: 111 }, policy: 'allow', why: 'background colour back to the theme' },
  { kind: 'osc', id: { osc: 112 }, policy: 'allow', why: 'cursor colour back to the theme' },
  { kind: 'osc', id: { osc: 777 }, policy: 'refuse', why: 'desktop notification' },
  { kind: 'osc', id: { osc: 1337 }, policy: 'refuse', why: 'files, clipboard and pictures of another emulator' },
  { kind: 'csi', id: { final: 'c' }, policy: 'answer', why: 'primary device attributes: vim asks at its start' },
  {
    kind: 'csi',
    id: { prefix: '>', final: 'c' },
    policy: 'answer',
    why: 'secondary device attributes: vim asks at its start',
  },
  {
    kind: 'csi',
    id: { prefix: '=', final: 'c' },
    policy: 'refuse',
    why: 'tertiary device attributes: a unit id nothing needs',
  },
  { kind: 'csi', id: { final: 'n' }, policy: 'answer', why: 'status and cursor position: readline and vim ask' },
  { kind: 'csi', id: { prefix: '?', final: 'n' }, policy: 'answer', why: 'private status and cursor position' },
  { kind: 'csi', id: { intermediates: '$', final: 'p' }, policy: 'answer', why: 'whether a mode is set' },
  {
    kind: 'csi',
    id: { prefix: '?', intermediates: '$', final: 'p' },
    policy: 'answer',
    why: 'whether a private mode is set',
  },
  { kind: 'csi', id: { prefix: '>', final: 'q' }, policy: 'answer', why: 'name and version of the emulator' },
  {
    kind: 'csi',
    id: { final: 't' },
    policy: 'refuse',
    why: 'moves and resizes the window, or answers with its title, which a program may have set to a command',
  },
  { kind: 'csi', id: { final: 'x' }, policy: 'refuse', why: 'answers with parameters of a serial line' },
  {
    kind: 'dcs',
    id: { intermediates: '$', final: 'q' },
    policy: 'answer',
    why: 'answers with a setting: vim asks for the cursor shape',
  },
  { kind: 'dcs', id: { intermediates: '+', final: 'q' }, policy: 'answer', why: 'answers with a terminfo capability' },
  { kind: 'dcs', id: { intermediates: '+', final: 'p' }, policy: 'refuse', why: 'sets a terminfo capability' },
];
