import { blockKind, blockLabel, terminalButton } from '../../mdx/block-kind.ts';
import type { Text } from '../../text/en.ts';

/** Puts the bar of the pages above each code block that the server has made, which knows no words of the page. Safe to call again. */
export function buildBars(root: Element, text: Text): void {
  for (const pre of root.querySelectorAll<HTMLElement>('figure.frame > pre[data-language]')) {
    if (pre.previousElementSibling) continue;
    const { language = '', meta = '' } = pre.dataset;
    const code = [...pre.querySelectorAll('.ec-line')].map((line) => line.textContent?.replace(/\n$/, '')).join('\n');
    const block = blockKind(language, meta, code);
    const bar = document.createElement('div');
    bar.className = 'code-bar';
    const [label, said] = [document.createElement('span'), document.createElement('span')];
    label.className = 'code-label';
    label.textContent = blockLabel(block, language, text);
    said.className = 'code-said';
    said.setAttribute('role', 'status');
    bar.append(label, said);
    if (block.commands !== undefined) {
      const { words, data } = terminalButton(block, text);
      bar.append(button('to-terminal', words, { commands: block.commands, ...data }));
    }
    bar.append(button('copy-code', text.copyCode, { code }));
    pre.before(bar);
    pre.parentElement?.setAttribute('data-kind', block.kind);
  }
}

function button(name: string, words: string, data: Readonly<Record<string, string>>): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.title = words;
  made.setAttribute('aria-label', words);
  Object.assign(made.dataset, data);
  return made;
}
