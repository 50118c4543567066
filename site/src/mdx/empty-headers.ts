import type { HastPluginDefinition } from 'satteri';

/** An empty cell in the head of a table is no header of anything: screen readers are given a plain cell instead. */
export const emptyHeaders: HastPluginDefinition = {
  name: 'drydock-empty-headers',
  element: {
    filter: ['th'],
    visit(node, context) {
      if (context.textContent(node).trim() !== '') return;
      context.replaceNode(node, { type: 'element', tagName: 'td', properties: node.properties, children: [] });
    },
  },
};
