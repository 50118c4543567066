import type { Text } from '../../text/en.ts';
import { isTerminalOpen, joinTerminals, typeIntoTerminal } from './bridge.ts';
import { commandText } from './command-text.ts';

const shellLanguages = new Set(['bash', 'sh', 'shell', 'zsh', 'console', 'shellsession', 'shellscript']);

/** Gives every shell block below `root` a "Copy to terminal" button, shown while a terminal is open here or in another tab. */
export function offerTerminalCopies(root: Element, text: Text): void {
  joinTerminals();
  for (const pre of root.querySelectorAll<HTMLElement>('.expressive-code pre[data-language]')) {
    const frame = pre.parentElement;
    if (!frame || !shellLanguages.has(pre.dataset['language'] ?? '') || frame.querySelector('.to-terminal')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'to-terminal';
    button.textContent = text.toTerminal;
    const said = document.createElement('span');
    said.className = 'sr-only';
    said.setAttribute('role', 'status');
    button.addEventListener('click', () => {
      const code =
        frame.querySelector<HTMLElement>('.copy button')?.dataset['code']?.replaceAll('\u007f', '\n') ??
        pre.textContent ??
        '';
      typeIntoTerminal(commandText(code));
      said.textContent = text.toTerminalDone;
    });
    frame.append(button, said);
  }
  const show = () => root.toggleAttribute('data-terminal-open', isTerminalOpen.get());
  show();
  isTerminalOpen.subscribe(show);
}
