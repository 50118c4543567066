import type { KeptCell } from '@drydock/model';
import { expect, test } from 'vitest';
import { notebookOf } from './notebook.ts';

const markdown = `# Soup

Text.

\`\`\`sh cell
echo one
\`\`\`

\`\`\`output
one
\`\`\`

1. A list:

   \`\`\`yaml cell file="soup.yaml"
   kind: Pod
   \`\`\`

\`\`\`sh
no cell
\`\`\`

The end.
`;

const kept = (cell: string, change: Partial<KeptCell>): KeptCell => ({
  cell,
  edited: null,
  run: null,
  output: [],
  ...change,
});

test('prose, code and outputs are cells in their order; a manifest is written and applied', () => {
  const { cells } = notebookOf(markdown, []);
  expect(cells.map(({ cell_type, source }) => [cell_type, source])).toEqual([
    ['markdown', '# Soup\n\nText.'],
    ['code', 'echo one'],
    ['markdown', '1. A list:'],
    ['code', "cat > soup.yaml <<'MANIFEST'\nkind: Pod\nMANIFEST\nkubectl apply -f soup.yaml"],
    ['markdown', '```sh\nno cell\n```\n\nThe end.'],
  ]);
  expect(cells[1]).toMatchObject({ outputs: [{ output_type: 'stream', name: 'stdout', text: 'one\n' }] });
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  expect(cells.every(({ id }) => /^[\w-]{1,64}$/.test(id))).toBe(true);
});

test("the student's output and edit take the place of the author's", () => {
  const run: KeptCell['run'] = {
    id: 'run00000001',
    lesson: 'kitchen/soup',
    cell: '1',
    playground: 'p',
    source: 'echo one',
    state: 'done',
    exitCode: 0,
    startedAt: null,
    endedAt: null,
    problem: null,
  };
  const { cells } = notebookOf(markdown, [
    kept('1', { run, output: [{ run: run.id, offset: 0, text: 'mine\n' }] }),
    kept('2', { edited: 'kind: Job' }),
  ]);
  expect(cells[1]).toMatchObject({ outputs: [{ text: 'mine\n' }] });
  expect(cells[3]?.source).toContain('kind: Job');
});
