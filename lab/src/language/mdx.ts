import { offeredElements, ownElements } from './elements.ts';
import type { Fence } from './blocks/fence.ts';
import { type Attribute, attributesOf } from './attributes/literal-attributes.ts';
import type { Place, Report } from '../problem.ts';
import { suggest } from '../lint/suggest.ts';
import { bracesAsCode, fencesOf, type Node, readTree } from './syntax-tree.ts';

/** An element of ours in the text, with its attributes and its inner Markdown as it was written. */
export interface Element {
  readonly name: string;
  readonly place: Place;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly children: readonly Element[];
  readonly fences: readonly Fence[];
  readonly text: string;
}

const ours: ReadonlySet<string> = new Set(ownElements);
const offered: ReadonlySet<string> = new Set(offeredElements);

/** Reads the elements of a page from its syntax tree; nothing of the page is ever run. Undefined when it is not MDX. `source` has its frontmatter blanked out. */
export function parseMdx(source: string, report: Report): readonly Element[] | undefined {
  const root = readTree(
    source,
    `${bracesAsCode}; in text {{name}} is a parameter, and the name of a node is code: \`{{node.worker}}\`.`,
    report,
  );
  return root && elementsOf(root, source, report);
}

function elementsOf(node: Node, source: string, report: Report): readonly Element[] {
  const elements: Element[] = [];
  for (const child of node.children ?? []) {
    const place = child.position?.start ?? { line: 1, column: 1 };
    if (child.type === 'mdxjsEsm') {
      report(
        place,
        'A lab page imports or exports code.',
        'Remove the line; the components of a lab are there without an import.',
      );
    } else if (child.type.endsWith('Expression')) {
      if (typeof child.value !== 'string' || !/^(\{\w+\}|\/\*[^]*\*\/)$/.test(child.value.trim())) {
        report(
          place,
          'A lab page holds an expression.',
          'Write {{name}} for a parameter; anything else in braces is not run and belongs between backquotes.',
        );
      }
    } else if (child.type.startsWith('mdxJsx') && ours.has(child.name ?? '')) {
      elements.push({
        name: child.name ?? '',
        place,
        attributes: attributesOf(child, source, report),
        children: elementsOf(child, source, report),
        fences: fencesOf(child),
        text: innerText(child, source),
      });
    } else {
      if (child.type.startsWith('mdxJsx')) refuseUnknown(child.name ?? '', place, report);
      elements.push(...elementsOf(child, source, report));
    }
  }
  return elements;
}

/** Lower case is HTML; everything else is a component, and an unknown one would drop its content. */
function refuseUnknown(name: string, place: Place, report: Report): void {
  const meant = [...ours].find((known) => known.toLowerCase() === name);
  if (offered.has(name) || (meant === undefined && !/^[A-Z]/.test(name))) return;
  const nearest = meant ?? suggest(name, [...ours, ...offered]);
  const list = [...ours, ...offered].map((known) => `<${known}>`).join(', ');
  report(
    place,
    `A lab page has no element <${name}>.`,
    nearest === undefined ? `It has ${list}; write < in text as &lt;.` : `Did you mean <${nearest}>?`,
  );
}

/** The text of an element without the indentation of the element; what code is indented by stays. */
function innerText(node: Node, source: string): string {
  const first = node.children?.at(0)?.position?.start;
  const last = node.children?.at(-1)?.position?.end.offset;
  if (first?.offset === undefined || last === undefined) return '';
  const indentation = new RegExp(`\\n[ \\t]{0,${first.column - 1}}`, 'g');
  return source.slice(first.offset, last).replaceAll(indentation, '\n').trim();
}
