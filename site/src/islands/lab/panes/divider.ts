/** The width of the left pane in percent of both. */
export const dividerLimits = { minimum: 25, maximum: 75, start: 42, step: 2, leap: 10 } as const;

/** Keeps a width within the limits, to a tenth of a percent; anything that is no number becomes the start value. */
export function clampWidth(percent: unknown): number {
  if (typeof percent !== 'number' || !Number.isFinite(percent)) return dividerLimits.start;
  return Math.round(Math.min(dividerLimits.maximum, Math.max(dividerLimits.minimum, percent)) * 10) / 10;
}

/** The width when the pointer is at `x` in a box from `left` of `width` pixels. */
export function widthAt(x: number, left: number, width: number): number {
  return clampWidth(width > 0 ? ((x - left) / width) * 100 : Number.NaN);
}

/** The width after a key, by the ARIA window splitter pattern; undefined when the key is not the divider's. */
export function widthAfterKey(percent: number, key: string): number | undefined {
  const { minimum, maximum, step, leap, start } = dividerLimits;
  switch (key) {
    case 'ArrowLeft':
      return clampWidth(percent - step);
    case 'ArrowRight':
      return clampWidth(percent + step);
    case 'PageUp':
      return clampWidth(percent - leap);
    case 'PageDown':
      return clampWidth(percent + leap);
    case 'Home':
      return minimum;
    case 'End':
      return maximum;
    case 'Enter':
      return start;
    default:
      return undefined;
  }
}
