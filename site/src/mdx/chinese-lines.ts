import { joinBlockLines } from '@drydock/model';
import type { MdastNode, MdastPluginDefinition, MdastTarget, MdastVisitorContext } from 'satteri';

type Text = Extract<MdastNode, { type: 'text' }>;

/** Joins lines of Chinese in the prose of every page, across emphasis, links and code. */
export const chineseLines: MdastPluginDefinition = {
  name: 'drydock-chinese-lines',
  paragraph: joinLines,
  heading: joinLines,
  tableCell: joinLines,
  mdxJsxFlowElement: joinLines,
};

function joinLines(block: Readonly<MdastTarget>, context: MdastVisitorContext): void {
  joinBlockLines(block as object, (text, value) => context.setProperty(text as Text, 'value', value));
}
