import type { MdastNode, MdastPluginEntry, MdastPluginInstance, MdastVisitorContext } from 'satteri';

type Code = Extract<MdastNode, { type: 'code' }>;

/** The languages of cells: commands for the shell of the lesson, or a manifest. */
const languages: ReadonlyMap<string, 'sh' | 'yaml'> = new Map([
  ['sh', 'sh'],
  ['bash', 'sh'],
  ['yaml', 'yaml'],
]);

/** Makes the cells of lessons: blocks with the word `cell` behind their language, each with the `output` block behind it. */
export function lessonCells(contentDirectory: string): MdastPluginEntry {
  const prefix = `file://${encodeURI(contentDirectory)}/`;
  return ({ fileURL }) => (fileURL?.href.startsWith(prefix) ? markCells() : undefined);
}

/** Whether a lesson's MDX has a cell. */
export function hasCell(body: string): boolean {
  return /^\s*(?:`{3,}|~{3,})(?:sh|bash|yaml)\s(?:.*\s)?cell(?:\s|$)/m.test(body);
}

/** The step behind `lessonCells`, for a text known to be a lesson. Cells are numbered from 1. */
export function markCells(): MdastPluginInstance & { name: string } {
  let count = 0;
  return {
    name: 'drydock-lesson-cells',
    code(node, context) {
      if (node.lang === 'output') return takeOutput(node, context);
      const kind = languages.get(node.lang ?? '');
      if (!kind || !/(?:^|\s)cell(?:\s|$)/.test(node.meta ?? '')) return;
      count += 1;
      const file = /\bfile="([^"]+)"/.exec(node.meta ?? '')?.[1];
      const output = behind(node, context);
      context.replaceNode(node, {
        type: 'mdxJsxFlowElement',
        name: 'Cell',
        attributes: Object.entries({ number: String(count), kind, source: node.value, ...(file ? { file } : {}) }).map(
          ([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value }),
        ),
        children: [
          { type: 'code', lang: node.lang ?? kind, meta: file ? `title="${file}"` : null, value: node.value },
          ...(output ? [example(output)] : []),
        ],
      });
    },
  };
}

/** What the author saw, as the example below a cell. */
function example({ value }: Readonly<Code>): MdastNode & { type: 'mdxJsxFlowElement' } {
  return {
    type: 'mdxJsxFlowElement',
    name: 'CellExample',
    attributes: [{ type: 'mdxJsxAttribute', name: 'slot', value: 'example' }],
    children: [{ type: 'code', lang: 'text', meta: null, value }],
  };
}

/** The `output` block directly behind a node. */
function behind(node: Readonly<Code>, context: MdastVisitorContext): Readonly<Code> | undefined {
  const next = context.parent(node).children[(context.indexOf(node) ?? 0) + 1];
  return next?.type === 'code' && next.lang === 'output' ? next : undefined;
}

// One behind a cell is drawn by the cell; another is what some program printed.
function takeOutput(node: Readonly<Code>, context: MdastVisitorContext): void {
  const before = context.parent(node).children[(context.indexOf(node) ?? 0) - 1];
  const isOfCell =
    before?.type === 'code' && languages.has(before.lang ?? '') && /(?:^|\s)cell(?:\s|$)/.test(before.meta ?? '');
  if (isOfCell) context.removeNode(node);
  else context.setProperty(node, 'lang', 'text');
}
