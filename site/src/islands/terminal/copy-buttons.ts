import type { Text } from '../../text/en.ts';
import { isTerminalOpen, joinTerminals, typeIntoTerminal } from './bridge.ts';
import { commandText } from './command-text.ts';

const shells = new Set(['bash', 'sh', 'shell', 'zsh', 'shellscript']);
const sessions = new Set(['console', 'shellsession']);

/** Gives every shell block below `root` a "Copy to terminal" button, shown while a terminal is open here or in another tab. */
export function offerTerminalCopies(root: Element, text: Text): void {
  joinTerminals();
  for (const pre of root.querySelectorAll<HTMLElement>('.expressive-code pre[data-language]')) {
    const frame = pre.parentElement;
    if (!frame || !isCommand(pre) || frame.querySelector('.to-terminal')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'to-terminal';
    button.textContent = '>_';
    button.title = text.toTerminal;
    button.setAttribute('aria-label', text.toTerminal);
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

// A session without prompts is what a program printed: nothing to type.
function isCommand(pre: HTMLElement): boolean {
  const language = pre.dataset['language'] ?? '';
  return shells.has(language) || (sessions.has(language) && /^\$ /m.test(pre.innerText));
}
