import { expect, test } from 'vitest';
import { leftOutLine, withOwnFindings } from './others.ts';

const finding = (lab: string) => ({
  lab,
  file: 'lab.mdx',
  line: 3,
  column: 1,
  message: 'It is wrong.',
  fix: 'Mend it.',
});
const catalogue = { labs: new Map(), problems: [finding('mine'), finding('old'), finding('old'), finding('draft')] };

test('the preview of a lab serves its own findings only', () => {
  expect(withOwnFindings(catalogue, 'mine').problems).toEqual([finding('mine')]);
});

test('the labs left out are named in one line, each once, with the command that prints their findings', () => {
  expect(leftOutLine(catalogue, 'mine')).toBe(
    'Left out for their findings: old, draft. `npx drydock lab lint old draft` prints them.',
  );
  expect(leftOutLine(withOwnFindings(catalogue, 'mine'), 'mine')).toBeUndefined();
});
