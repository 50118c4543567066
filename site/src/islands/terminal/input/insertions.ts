// What an input method or a phone's keyboard commits is typing; these bring a text from elsewhere.
const fromElsewhere = new Set([
  'insertFromDrop',
  'insertFromPaste',
  'insertFromPasteAsQuotation',
  'insertFromYank',
  'insertReplacementText',
]);

/**
 * Hands every text that comes into the terminal other than key by key to `onPaste`: the paste keys, the context menu, the middle button, a drop, and what a keyboard's
 * own clipboard inserts. The emulator would type most of them as they are.
 */
export function catchInsertions(element: HTMLElement, onPaste: (text: string) => void, signal: AbortSignal): void {
  const catching = { capture: true, signal };
  const take = (event: Event, text: string | null | undefined) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (text) onPaste(text);
  };
  element.addEventListener('paste', (event) => take(event, event.clipboardData?.getData('text/plain')), catching);
  element.addEventListener('drop', (event) => take(event, event.dataTransfer?.getData('text/plain')), catching);
  // Without this the browser would open what is dropped as a page.
  element.addEventListener('dragover', (event) => event.preventDefault(), catching);
  element.addEventListener(
    'beforeinput',
    (event) => {
      const text = event.data ?? event.dataTransfer?.getData('text/plain');
      if (fromElsewhere.has(event.inputType) || (text && isMoreThanTyped(text))) take(event, text);
    },
    catching,
  );
}

// Nobody types a control character as text: keys that mean one come as key presses.
function isMoreThanTyped(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);
}
