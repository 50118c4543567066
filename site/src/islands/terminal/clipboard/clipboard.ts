/**
 * Puts a text on the clipboard; false when the browser refuses. Over plain http a page has no `navigator.clipboard` but at localhost, so the old command is tried too:
 * call this while a click or a key is handled.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** What the clipboard holds, `insecure` where the page's address is why it cannot be read, `refused` where the browser or the student said no. */
export async function readClipboard(): Promise<{ text: string } | 'insecure' | 'refused'> {
  if (!window.isSecureContext) return 'insecure';
  try {
    return { text: await navigator.clipboard.readText() };
  } catch {
    return 'refused';
  }
}

// The command copies what is selected in the field that has the focus.
function copyByCommand(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  field.style.cssText = 'position: fixed; inset: 0 auto auto 0; opacity: 0';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
