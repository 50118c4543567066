/** On a screen lower than this little is left for a terminal while the keyboard of a phone is up. */
const lowPixels = 560;

/**
 * Marks the page with `data-typing` while a phone's keyboard is up for what `element` holds, and tells its styles the height that is left (`--dd-visible-height`): the
 * keyboard lies over the page, which does not notice. The styles fold away what is not needed to type.
 */
export function followTyping(element: HTMLElement, signal: AbortSignal): void {
  const { documentElement: root } = document;
  const isTouched = matchMedia('(max-width: 50rem), (pointer: coarse)');
  const update = () => {
    const height = visualViewport?.height ?? innerHeight;
    const isTyping =
      isTouched.matches &&
      height < lowPixels &&
      document.activeElement !== null &&
      element.contains(document.activeElement);
    root.toggleAttribute('data-typing', isTyping);
    root.style.setProperty('--dd-visible-height', `${height}px`);
  };
  visualViewport?.addEventListener('resize', update, { signal });
  addEventListener('resize', update, { signal });
  element.addEventListener('focusin', update, { signal });
  // While the focus moves it is nowhere.
  element.addEventListener('focusout', () => setTimeout(update), { signal });
  signal.addEventListener('abort', () => root.removeAttribute('data-typing'));
  update();
}
