import { expect, test } from 'vitest';
import { formatProofs, parseProofs } from './proof-file.ts';

const kept = { look: 'l', judge: 'j', at: '2026-11-27', failed: ['limit'], seconds: 3.2, isPatient: false };
const proofs = {
  solution: { ...kept, failed: [], isPatient: true, passedAfter: { limit: 1200 }, recording: 'b64' },
  'limit-left-out': kept,
};

test('what is written is read again, in one order', () => {
  const text = formatProofs(proofs);
  expect(parseProofs(text)).toEqual(proofs);
  expect(formatProofs(Object.fromEntries(Object.entries(proofs).toReversed()))).toBe(text);
  expect(text.split('\n').findIndex((line) => line.startsWith('"limit-left-out"'))).toBe(2);
});

test('an invalid file proves nothing', () => {
  expect(parseProofs('<<<<<<< HEAD')).toEqual({});
  expect(parseProofs('{"trials":{"solution":{"look":1}}}')).toEqual({});
});
