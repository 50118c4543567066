import { secretElements } from '@drydock/lab';
import type { MdastPluginEntry, MdastTarget, MdastVisitorContext, MdxJsxFlowElement, MdxJsxTextElement } from 'satteri';

const parameterExpression = /^\{\s*([A-Za-z][\w.-]*)\s*\}$/;

/** Strips a lab to what its reader may see, and turns the expression `{{token}}` into that text, to be filled in by the page. */
export function stripLab(labsDirectory: string): MdastPluginEntry {
  const prefix = `file://${encodeURI(labsDirectory)}/`;
  return ({ fileURL }) => (fileURL?.href.startsWith(prefix) ? stripLabPlugin : undefined);
}

/** The step behind `stripLab`, for a text known to be a lab. */
export const stripLabPlugin = {
  name: 'drydock-strip-lab',
  mdxJsxFlowElement: stripElement,
  mdxJsxTextElement: stripElement,
  mdxTextExpression: fillLater,
  mdxFlowExpression: fillLater,
};

function stripElement(node: Readonly<MdxJsxFlowElement | MdxJsxTextElement>, context: MdastVisitorContext): void {
  if (!secretElements.has(node.name ?? '')) return;
  // What stands in a removed element goes with it.
  for (let parent: Readonly<MdastTarget> | undefined = context.parent(node); parent; parent = context.parent(parent)) {
    if ('name' in parent && secretElements.has(parent.name ?? '')) return;
  }
  context.removeNode(node);
}

// An expression is never evaluated: it is a parameter's place, or a comment, which is dropped.
function fillLater(
  node: Readonly<{ type: 'mdxTextExpression' | 'mdxFlowExpression'; value: string }>,
  context: MdastVisitorContext,
): void {
  const parameter = parameterExpression.exec(node.value.trim())?.[1];
  const text = { type: 'text' as const, value: parameter ? `{{${parameter}}}` : '' };
  context.replaceNode(
    node as never,
    node.type === 'mdxTextExpression' ? text : { type: 'paragraph', children: parameter ? [text] : [] },
  );
}
