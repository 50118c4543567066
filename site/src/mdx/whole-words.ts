import type { HastPluginDefinition } from 'satteri';

/** Words with a hyphen, longer than a line of a phone apart: a browser breaks a line after a hyphen, and what is typed as one word is read as two. */
const hyphened = /\S*-\S*/g;
const longest = 34;

/** Cuts inline code into pieces; those that are `whole` must not be broken. */
export function wholeWords(code: string): { text: string; isWhole: boolean }[] {
  const pieces: { text: string; isWhole: boolean }[] = [];
  let at = 0;
  for (const match of code.matchAll(hyphened)) {
    if (match[0].length > longest) continue;
    if (match.index > at) pieces.push({ text: code.slice(at, match.index), isWhole: false });
    pieces.push({ text: match[0], isWhole: true });
    at = match.index + match[0].length;
  }
  if (at < code.length) pieces.push({ text: code.slice(at), isWhole: false });
  return pieces;
}

/** Keeps hyphened words of inline code on one line; blocks of code scroll and are left alone. */
export const wholeCode: HastPluginDefinition = {
  name: 'drydock-whole-code',
  element: {
    filter: ['code'],
    visit(node, context) {
      const [only, ...others] = node.children;
      if (only?.type !== 'text' || others.length > 0 || only.value.includes('\n')) return;
      const pieces = wholeWords(only.value);
      if (pieces.every(({ isWhole }) => !isWhole)) return;
      context.replaceNode(node, {
        type: 'element',
        tagName: 'code',
        properties: node.properties,
        children: pieces.map(({ text, isWhole }) =>
          isWhole
            ? {
                type: 'element',
                tagName: 'span',
                properties: { className: ['whole'] },
                children: [{ type: 'text', value: text }],
              }
            : { type: 'text', value: text },
        ),
      });
    },
  },
};
