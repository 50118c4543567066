import { joinBlockLines, readChineseTree } from '@drydock/model';
import {
  type HastPluginDefinition,
  markdownToHtml,
  type MdastNode,
  type MdastPluginDefinition,
  type MdastTarget,
  type MdastVisitorContext,
} from 'satteri';
import { type CodeColours, openColours } from './code-colours.ts';

/** HTML of the author is shown as text, and no link runs a script. */
const plain: MdastPluginDefinition = {
  name: 'drydock-plain',
  html(node, context) {
    const text = { type: 'text' as const, value: node.value };
    const isInline = context.parent(node)?.type === 'paragraph';
    context.replaceNode(node, isInline ? text : { type: 'paragraph', children: [text] });
  },
  link(node, context) {
    if (!/^(?:https?:|mailto:|[/#.])/i.test(node.url)) context.setProperty(node, 'url', '');
  },
};

/** The same reading of Chinese as in the pages. */
const chinese: MdastPluginDefinition = {
  name: 'drydock-chinese-inline',
  options: { position: true },
  paragraph: readAgain,
  heading: readAgain,
  tableCell: readAgain,
};

function readAgain(node: Readonly<MdastTarget>, context: MdastVisitorContext): void {
  const children = readChineseTree(('children' in node && node.children) || [], context.source);
  if (children) context.setProperty(node, 'children', children as never);
}

const chineseLines: MdastPluginDefinition = {
  name: 'drydock-chinese-lines',
  paragraph: joinLines,
  heading: joinLines,
};

type Text = Extract<MdastNode, { type: 'text' }>;
const isText = (node: MdastTarget): node is Text => node.type === 'text';

function joinLines(block: Readonly<MdastTarget>, context: MdastVisitorContext): void {
  const children: readonly MdastTarget[] = ('children' in block && block.children) || [];
  joinBlockLines({ children }, (text, value) => {
    if (isText(text)) context.setProperty(text, 'value', value);
  });
}

const coloured = (colours: CodeColours): HastPluginDefinition => ({
  name: 'drydock-coloured-code',
  element: {
    filter: ['pre'],
    visit(node, context) {
      const [code] = node.children;
      if (code?.type !== 'element') return;
      const data: { lang?: string; meta?: string | null | undefined } = { ...code.data };
      const names = code.properties['className'];
      const language = (Array.isArray(names) ? String(names[0] ?? '') : '').replace(/^language-/, '');
      const text = context.textContent(code).replace(/\n$/, '');
      context.replaceNode(node, { type: 'raw', value: colours(text, data.lang ?? language, data.meta ?? '') });
    },
  },
});

/** The Markdown of a solution as HTML that holds no HTML of its author; its code has the colours of the pages. */
export async function solutionHtml(markdown: string): Promise<string> {
  const { html } = await markdownToHtml(markdown, {
    mdastPlugins: [plain, chinese, chineseLines],
    hastPlugins: [coloured(await openColours())],
    features: { smartPunctuation: false },
  });
  return html;
}
