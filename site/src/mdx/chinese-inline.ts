import { readChineseTree } from '@drydock/model';
import type { MdastPluginDefinition, MdastTarget, MdastVisitorContext } from 'satteri';

/** Lets emphasis and bare links of every page begin and end beside Chinese. */
export const chineseInline: MdastPluginDefinition = {
  name: 'drydock-chinese-inline',
  options: { position: true },
  paragraph: readAgain,
  heading: readAgain,
  tableCell: readAgain,
  mdxJsxTextElement: readAgain,
  mdxJsxFlowElement: readAgain,
};

function readAgain(node: Readonly<MdastTarget>, context: MdastVisitorContext): void {
  const children = readChineseTree(('children' in node && node.children) || [], context.source);
  if (children) context.setProperty(node, 'children', children as never);
}
