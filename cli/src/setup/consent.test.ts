import { expect, test } from 'vitest';
import { decideConsent } from './consent.ts';

const nobody = { saidYes: false, isCi: false, hasKeyboard: false };
const person = { ...nobody, hasKeyboard: true };
const own = { isContainerOrVm: true };
const desk = { isContainerOrVm: false };

test('a person at the keyboard is asked, in a container as on a desk', () => {
  expect(decideConsent(person, desk)).toBe('ask');
  expect(decideConsent(person, own)).toBe('ask');
});

test('--yes and CI answer the question before it is put', () => {
  expect(decideConsent({ ...person, saidYes: true }, desk)).toBe('yes');
  expect(decideConsent({ ...nobody, isCi: true }, desk)).toBe('yes');
});

test('without a keyboard a container or VM may be changed, a real machine may not', () => {
  expect(decideConsent(nobody, own)).toBe('yes');
  expect(decideConsent(nobody, desk)).toBe('no');
});
