/** Names code blocks that scroll sideways: Expressive Code makes them regions of the page, and regions need names that differ. */
export function nameCodeRegions(root: Element, word: string): void {
  const blocks = [...root.querySelectorAll('.expressive-code pre')];
  const name = (block: Element) => {
    if (block.getAttribute('role') !== 'region') block.removeAttribute('aria-label');
    else block.setAttribute('aria-label', `${word} ${blocks.indexOf(block) + 1}`);
  };
  for (const block of blocks) {
    name(block);
    new MutationObserver(() => name(block)).observe(block, { attributeFilter: ['role'] });
  }
}
