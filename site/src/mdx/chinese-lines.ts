import { joinBlockLines } from '@drydock/model';
import type { MdastNode, MdastPluginDefinition, MdastTarget, MdastVisitorContext } from 'satteri';

type Text = Extract<MdastNode, { type: 'text' }>;
const isText = (node: MdastTarget): node is Text => node.type === 'text';

/** Joins lines of Chinese in the prose of every page, across emphasis, links and code. */
export const chineseLines: MdastPluginDefinition = {
  name: 'drydock-chinese-lines',
  paragraph: joinLines,
  heading: joinLines,
  tableCell: joinLines,
  mdxJsxFlowElement: joinLines,
};

function joinLines(block: Readonly<MdastTarget>, context: MdastVisitorContext): void {
  const children: readonly MdastTarget[] = ('children' in block && block.children) || [];
  joinBlockLines({ children }, (text, value) => {
    if (isText(text)) context.setProperty(text, 'value', value);
  });
}
