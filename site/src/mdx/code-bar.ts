import { definePlugin } from '@astrojs/starlight/expressive-code';
import { h, type Element } from '@astrojs/starlight/expressive-code/hast';
import { textOf } from '../text/text.ts';
import { blockKind, blockLabel, terminalButton } from './block-kind.ts';

/**
 * Puts a bar above each block of code: what the block is, and its buttons, which therefore cover no code. The island `offerTerminalCopies` brings the
 * buttons to life.
 */
export const codeBar = definePlugin({
  name: 'drydock-code-bar',
  hooks: {
    postprocessRenderedBlock({ codeBlock, renderData }) {
      const { language, code, meta, parentDocument } = codeBlock;
      const text = textOf(isChinese(parentDocument?.sourceFilePath ?? '') ? 'zh' : 'en');
      const block = blockKind(language, meta, code);
      const { kind, commands } = block;
      const terminal = terminalButton(block, text);
      const label = codeBlock.props.title ? '' : blockLabel(block, language, text);
      const bar = h('div', { className: ['code-bar'] }, [
        h('span', { className: ['code-label'] }, label),
        h('span', { className: ['code-said'], role: 'status' }),
        ...(commands === undefined
          ? []
          : [
              button('to-terminal', terminal.words, {
                'data-commands': commands,
                ...Object.fromEntries(Object.entries(terminal.data).map(([key, value]) => [`data-${key}`, value])),
              }),
            ]),
        button('copy-code', text.copyCode, { 'data-code': code }),
      ]);
      const figure = renderData.blockAst;
      figure.properties['data-kind'] = kind;
      figure.children.splice(1, 0, bar);
    },
  },
});

function button(name: string, label: string, data: Readonly<Record<string, string>>): Element {
  return h('button', { type: 'button', className: [name], title: label, 'aria-label': label, ...data });
}

/** Lessons are in the folder of their language; a lab has a file for each. */
function isChinese(file: string): boolean {
  return /[\\/]zh[\\/]|\.zh\.mdx$/.test(file);
}
