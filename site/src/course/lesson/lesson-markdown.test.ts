import { expect, test } from 'vitest';
import { lessonMarkdown } from './lesson-markdown.ts';

test('a lesson reads as Markdown: components become words, comments go, code stays', () => {
  const body = `{/* rows: 1-001 */}

Text <Figure src="a.svg" alt="A pot" caption="x" />

\`\`\`sh cell
echo "<Figure alt=x />" {/* stays */}
\`\`\`

<Quiz id="q" question="Why?">
  <Choice reason="no">First</Choice>
  <Choice correct reason="yes">
    Second
  </Choice>
</Quiz>

:::note
A note.
:::
`;
  const markdown = lessonMarkdown('Soup', body);
  expect(markdown.startsWith('# Soup\n\nText *A pot*')).toBe(true);
  expect(markdown).toContain('echo "<Figure alt=x />" {/* stays */}');
  expect(markdown).toContain('**Why?**\n\n- First\n- Second');
  expect(markdown).toContain('A note.');
  expect(markdown).not.toMatch(/rows|<Quiz|<Choice|:::/);
});
