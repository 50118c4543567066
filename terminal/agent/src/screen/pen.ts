/** The look of a cell, as xterm.js tells it; numbers are truth values. */
export interface Look {
  isBold(): number;
  isDim(): number;
  isItalic(): number;
  isUnderline(): number;
  isBlink(): number;
  isInverse(): number;
  isInvisible(): number;
  isStrikethrough(): number;
  isOverline(): number;
  /** Written so that a selective erase leaves it. */
  isProtected(): number;
  getUnderlineColor(): number;
  isUnderlineColorRGB(): boolean;
  hasExtendedAttrs(): number;
  readonly fg: number;
  readonly extended: { readonly underlineColor: number; readonly urlId: number; readonly _ext: number };
  isFgRGB(): boolean;
  isBgRGB(): boolean;
  isFgPalette(): boolean;
  isBgPalette(): boolean;
  getFgColor(): number;
  getBgColor(): number;
}

/** Of `fg` and of an underline's colour in xterm.js (6.0: Constants). */
const underlined = 0x10000000;
const colourMode = 0x3000000;
const underlineStyle = 0x1c000000;
const plainUnderline = 1;

/** The sequence that gives the pen this look, whatever it had before (ECMA-48 8.3.117). */
export function penOf(look: Look): string {
  const flags: [number, number][] = [
    [look.isBold(), 1],
    [look.isDim(), 2],
    [look.isItalic(), 3],
    [look.isBlink(), 5],
    [look.isInverse(), 7],
    [look.isInvisible(), 8],
    [look.isStrikethrough(), 9],
    [look.isOverline(), 53],
  ];
  const parameters: (number | string)[] = flags.flatMap(([isSet, code]) => (isSet ? [code] : []));
  parameters.push(...underline(look));
  if (look.isFgRGB()) parameters.push(...trueColour(38, look.getFgColor()));
  else if (look.isFgPalette()) parameters.push(...paletteColour(30, look.getFgColor()));
  if (look.isBgRGB()) parameters.push(...trueColour(48, look.getBgColor()));
  else if (look.isBgPalette()) parameters.push(...paletteColour(40, look.getBgColor()));
  const pen = parameters.length === 0 ? '\x1b[m' : `\x1b[0;${parameters.join(';')}m`;
  return look.isProtected() ? `${pen}\x1b[1"q` : pen;
}

/** A link is shown underlined, which is not the pen's doing: what it tells of its style is not asked, but what it keeps. */
function underline(look: Look): (number | string)[] {
  if ((look.fg & underlined) === 0) return [];
  const kept = look.hasExtendedAttrs() ? (look.extended._ext & underlineStyle) >> 26 : 0;
  const style = kept || plainUnderline;
  const shape = style === plainUnderline ? 4 : `4:${style}`;
  if (!look.hasExtendedAttrs() || (look.extended.underlineColor & colourMode) === 0) return [shape];
  const colour = look.getUnderlineColor();
  return [shape, ...(look.isUnderlineColorRGB() ? trueColour(58, colour) : [58, 5, colour])];
}

/** 30 or 40 for the first eight colours, 90 or 100 for their bright ones, 38 or 48 for the rest. */
function paletteColour(base: 30 | 40, colour: number): number[] {
  if (colour < 8) return [base + colour];
  return colour < 16 ? [base + 60 + colour - 8] : [base + 8, 5, colour];
}

function trueColour(code: 38 | 48 | 58, colour: number): number[] {
  return [code, 2, (colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
}
