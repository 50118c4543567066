import type { MdastPluginDefinition } from 'satteri';

const chinese = String.raw`[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]`;
const between = new RegExp(`(?<=${chinese})[ \\t]*\\n[ \\t]*(?=${chinese})`, 'g');
const afterMark = /(?<=[，。、；：！？）」』》])[ \t]*\n[ \t]*$/;

/** Joins lines of Chinese: a line break in the source is no space between Chinese characters, nor after a mark that ends a text. */
export function joinChinese(text: string): string {
  return text.replace(between, '').replace(afterMark, '');
}

/** Applies `joinChinese` to the prose of every page. */
export const chineseLines: MdastPluginDefinition = {
  name: 'drydock-chinese-lines',
  text(node, context) {
    const joined = joinChinese(node.value);
    if (joined !== node.value) context.setProperty(node, 'value', joined);
  },
};
