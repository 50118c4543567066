import { expect, test } from 'vitest';
import { drawTier } from './tier.ts';

test('doctor says what each tier cannot promise, and where to read on', () => {
  expect(drawTier(1)).toMatch(/can become root on this machine.*DRYDOCK_TIER=2/u);
  expect(drawTier(2)).toMatch(/kernel[^]*disk[^]*inotify[^]*strangers[^]*SECURITY\.md/u);
});
