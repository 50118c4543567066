/** A block of commands for the node as the server draws it. */
const codeOfSolution = ['cat &lt;&lt;EOF', 'text', 'EOF']
  .map(
    (line) => `<div class="ec-line"><div class="code"><span style="--0:#d2a8ff;--1:#8250df">${line}</span></div></div>`,
  )
  .join('')
  .replace(
    /^.*$/s,
    '<div class="expressive-code"><figure class="frame"><pre data-language="sh" data-meta="node"><code>$&</code></pre></figure></div>',
  );

/** What the server says when a page asks for the solution of the lab: it is locked before a submission. */
export function solutionOf(isOpen: boolean): { status: number; body: unknown } {
  if (!isOpen) return { status: 403, body: { code: 'forbidden', message: 'It is locked.', fix: 'Submit the lab.' } };
  const en = `<p>Type <code>kubectl run</code>.</p>${codeOfSolution}`;
  return { status: 200, body: { html: { en, zh: '<p>输入 <code>kubectl run</code>。</p>' } } };
}
