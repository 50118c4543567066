import { readLesson } from '@drydock/lab';
import { expect, test } from 'vitest';
import { rewriteOutputs } from './rewrite.ts';

const page = (...blocks: readonly string[]): string =>
  `---\ntitle: a\n---\n\n${blocks.map((block) => `\`\`\`sh cell\nls\n\`\`\`\n\`\`\`output\n${block}\`\`\`\n`).join('\nText.\n\n')}`;

function rewrite(text: string, outputs: readonly (string | undefined)[]): string {
  return rewriteOutputs({ file: 'en/a/b.mdx', text, lesson: readLesson(text, () => undefined) }, outputs);
}

test('an output that differs is written as it was printed, one that matches stays as it is', () => {
  expect(rewrite(page('old\n', 'NAME   AGE\na      5s\n'), ['new\nmore', 'NAME   AGE\na      9s'])).toBe(
    page('new\nmore\n', 'NAME   AGE\na      5s\n'),
  );
});

test('an empty block is filled, and a cell that was not run keeps its block', () => {
  expect(rewrite(page('', 'old\n'), ['new', undefined])).toBe(page('new\n', 'old\n'));
});

test('elisions stay where they still fit', () => {
  expect(rewrite(page('a\n…\nd\nx … z\ne\n'), ['a\nb\nc\nd\nx y z\nf'])).toBe(page('a\n…\nd\nx … z\nf\n'));
});
