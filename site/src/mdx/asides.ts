import type { MdastPluginDefinition } from 'satteri';

const variants = new Set(['note', 'tip', 'caution', 'danger']);

/** Turns `:::note` blocks into `<Aside>`, whose title is in the language of the page and not of the folder. */
export const localAsides: MdastPluginDefinition = {
  name: 'drydock-asides',
  containerDirective(node, context) {
    if (!variants.has(node.name)) return;
    const [first, ...rest] = node.children;
    const isLabel =
      first?.type === 'paragraph' && Boolean(first.data && 'directiveLabel' in first.data && first.data.directiveLabel);
    const title = isLabel ? context.textContent(first) : undefined;
    context.replaceNode(node, {
      type: 'mdxJsxFlowElement',
      name: 'Aside',
      attributes: [
        { type: 'mdxJsxAttribute', name: 'type', value: node.name },
        ...(title ? [{ type: 'mdxJsxAttribute' as const, name: 'title', value: title }] : []),
      ],
      children: [...(isLabel ? rest : node.children)] as never,
    });
  },
};
