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
  isFgRGB(): boolean;
  isBgRGB(): boolean;
  isFgPalette(): boolean;
  isBgPalette(): boolean;
  getFgColor(): number;
  getBgColor(): number;
}

/** The SGR sequence that gives the pen this look, whatever it had before (ECMA-48 8.3.117). */
export function penOf(look: Look): string {
  const flags: [number, number][] = [
    [look.isBold(), 1],
    [look.isDim(), 2],
    [look.isItalic(), 3],
    [look.isUnderline(), 4],
    [look.isBlink(), 5],
    [look.isInverse(), 7],
    [look.isInvisible(), 8],
    [look.isStrikethrough(), 9],
    [look.isOverline(), 53],
  ];
  const parameters = flags.flatMap(([isSet, code]) => (isSet ? [code] : []));
  if (look.isFgRGB()) parameters.push(...trueColour(38, look.getFgColor()));
  else if (look.isFgPalette()) parameters.push(...paletteColour(30, look.getFgColor()));
  if (look.isBgRGB()) parameters.push(...trueColour(48, look.getBgColor()));
  else if (look.isBgPalette()) parameters.push(...paletteColour(40, look.getBgColor()));
  return parameters.length === 0 ? '\x1b[m' : `\x1b[0;${parameters.join(';')}m`;
}

/** 30 or 40 for the first eight colours, 90 or 100 for their bright ones, 38 or 48 for the rest. */
function paletteColour(base: 30 | 40, colour: number): number[] {
  if (colour < 8) return [base + colour];
  return colour < 16 ? [base + 60 + colour - 8] : [base + 8, 5, colour];
}

function trueColour(code: 38 | 48, colour: number): number[] {
  return [code, 2, (colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
}
