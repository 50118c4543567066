import { mdxToJs } from 'satteri';
import { expect, test } from 'vitest';
import { markCells } from './lesson-cells.ts';

const compile = async (source: string): Promise<string> =>
  (await mdxToJs(source, { mdastPlugins: [markCells()] })).code;

const lesson = `
\`\`\`sh cell
kubectl get pods
\`\`\`
\`\`\`output
NAME  READY
\`\`\`

Text.

\`\`\`yaml cell file="soup.yaml"
kind: Pod
\`\`\`

1. In a list:

   \`\`\`sh cell
   echo two
   \`\`\`

\`\`\`sh
not a cell
\`\`\`

\`\`\`output
of nothing
\`\`\`
`;

test('cells are numbered over the page, know their source and file, and hold the output behind them', async () => {
  const code = await compile(lesson);
  const cells = [...code.matchAll(/_jsxs?\(Cell, \{([\s\S]*?)children/g)].map(([, attributes = '']) =>
    attributes.replaceAll(/\s+/g, ' ').trim(),
  );
  expect(cells).toEqual([
    'number: "1", kind: "sh", source: "kubectl get pods",',
    'number: "2", kind: "yaml", source: "kind: Pod", file: "soup.yaml",',
    'number: "3", kind: "sh", source: "echo two",',
  ]);
  expect(code.match(/_jsx\(CellExample/g)).toHaveLength(1);
  expect(code.match(/NAME {2}READY/g)).toHaveLength(1);
});

test('other blocks stay as they are; an output behind no cell is what some program printed', async () => {
  const code = await compile(lesson);
  expect(code).toContain('not a cell');
  expect(code).toContain('of nothing');
  expect(code).not.toContain('language-output');
});
