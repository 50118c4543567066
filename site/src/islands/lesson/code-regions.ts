/**
 * Names code blocks that scroll sideways: Expressive Code makes them regions of the page, and regions need names that differ. Blocks that come later, as
 * when a cell comes alive, are named too.
 */
export function nameCodeRegions(root: Element, word: string): void {
  const nameAll = () => {
    for (const [at, block] of [...root.querySelectorAll('.expressive-code pre')].entries()) {
      if (block.getAttribute('role') !== 'region') block.removeAttribute('aria-label');
      else block.setAttribute('aria-label', `${word} ${at + 1}`);
    }
  };
  const isCode = (node: Node) => node instanceof Element && node.querySelector('.expressive-code pre') !== null;
  const touchesCode = ({ type, addedNodes }: MutationRecord) => type === 'attributes' || [...addedNodes].some(isCode);
  nameAll();
  new MutationObserver((changes) => changes.some(touchesCode) && nameAll()).observe(root, {
    subtree: true,
    childList: true,
    attributeFilter: ['role'],
  });
}
