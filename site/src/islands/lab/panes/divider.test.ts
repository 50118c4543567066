import { describe, expect, test } from 'vitest';
import { clampWidth, dividerLimits, widthAfterKey, widthAt } from './divider.ts';

describe('the divider', () => {
  test('stays within its limits wherever the pointer goes', () => {
    expect(widthAt(0, 100, 1000)).toBe(dividerLimits.minimum);
    expect(widthAt(5000, 100, 1000)).toBe(dividerLimits.maximum);
    expect(widthAt(600, 100, 1000)).toBe(50);
  });

  test('a remembered value that is no width becomes the start width', () => {
    for (const wrong of ['40', null, Number.NaN, Infinity, {}]) expect(clampWidth(wrong)).toBe(dividerLimits.start);
    expect(widthAt(10, 0, 0)).toBe(dividerLimits.start);
  });

  test('moves by keys as a window splitter does', () => {
    expect(widthAfterKey(50, 'ArrowLeft')).toBe(48);
    expect(widthAfterKey(50, 'ArrowRight')).toBe(52);
    expect(widthAfterKey(74.9, 'ArrowRight')).toBe(dividerLimits.maximum);
    expect(widthAfterKey(50, 'Home')).toBe(dividerLimits.minimum);
    expect(widthAfterKey(50, 'End')).toBe(dividerLimits.maximum);
    expect(widthAfterKey(70, 'Enter')).toBe(dividerLimits.start);
    expect(widthAfterKey(50, 'Tab')).toBeUndefined();
  });
});
