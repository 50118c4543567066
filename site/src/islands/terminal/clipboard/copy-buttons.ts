import type { Text } from '../../../text/en.ts';
import { joinTerminals, placeOfNode, terminalPlaces, typeIntoTerminal } from '../bridge.ts';
import { copyText } from './clipboard.ts';

/** How long a bar says what its button has done. */
const saidMs = 4000;

/** Brings the buttons above the code blocks below `root` to life; "Copy to terminal" is shown while its terminal can be typed into, here or in another tab. Safe to call again. */
export function offerTerminalCopies(root: HTMLElement, text: Text): void {
  joinTerminals();
  if (root.closest('[data-terminals]')) return;
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('.code-bar button') : null;
    if (button) void act(button, text);
  });
  terminalPlaces.subscribe(show);
  show();
  function show(): void {
    root.dataset['terminals'] = terminalPlaces.get().join(' ');
  }
}

async function act(button: HTMLElement, text: Text): Promise<void> {
  const { commands, code, where, node } = button.dataset;
  if (commands !== undefined) {
    typeIntoTerminal(commands, where === 'node' ? placeOfNode(node) : 'workspace');
    say(button, text.toTerminalDone);
  } else if (code !== undefined) say(button, (await copyText(code)) ? text.copyDone : text.copyRefused);
}

function say(button: HTMLElement, words: string): void {
  const said = button.parentElement?.querySelector('.code-said');
  if (!said) return;
  said.textContent = words;
  setTimeout(() => {
    if (said.textContent === words) said.textContent = '';
  }, saidMs);
}
