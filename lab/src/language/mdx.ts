import { offeredElements, ownElements } from './elements.ts';
import { createProcessor } from '@mdx-js/mdx';
import type { Expression, Program } from 'estree';
import { checkCommandBlocks } from './command-blocks.ts';
import type { Fence } from './fence.ts';
import type { Place } from '../problem.ts';
import type { Report } from '../problem.ts';
import { suggest } from '../lint/suggest.ts';

/** A value written in an attribute: text, number, flag, or a literal list or object of these. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

export interface Attribute {
  readonly value: Literal;
  /** Where the name stands. */
  readonly place: Place;
  /** Where the character at an offset of a text value stands, for findings inside an expression. */
  readonly placeAt: (offset: number) => Place;
}

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

interface Point extends Place {
  readonly offset?: number | undefined;
}
interface Node {
  readonly type: string;
  readonly name?: string | null;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly value?: string | { readonly value: string; readonly data?: { readonly estree?: Program | null } } | null;
  readonly attributes?: readonly Node[];
  readonly children?: readonly Node[];
  readonly position?: { readonly start: Point; readonly end: Point } | undefined;
}

/** Reads the elements of a page from its syntax tree; nothing of the page is ever run. Undefined when it is not MDX. `source` has its frontmatter blanked out. */
export function parseMdx(source: string, report: Report): readonly Element[] | undefined {
  const root = readTree(source, `${bracesAsCode}; in text {{name}} is a parameter.`, report);
  return root && elementsOf(root, source, report);
}

const bracesAsCode = 'Write braces of another template language as code, between backquotes or in a block';

/** Finds what keeps a lesson from being built or its commands from being typed. `source` has its frontmatter blanked out. */
export function checkLesson(source: string, report: Report): void {
  const root = readTree(source, `${bracesAsCode}.`, report);
  if (root) checkExpressions(root, report);
}

/** What stands in braces in the text of a lesson is run when the page is built, and knows no name. */
function checkExpressions({ children = [] }: Node, report: Report): void {
  for (const child of children) {
    const { type, value, position } = child;
    if (!type.endsWith('Expression')) {
      checkExpressions(child, report);
      continue;
    }
    const text = typeof value === 'string' ? value : '';
    if (/^\s*(\/\*[^]*\*\/\s*|(['"`])[^]*\2\s*)?$/.test(text)) continue;
    report(
      position?.start ?? { line: 1, column: 1 },
      `{${text}} is run as code when the page is built.`,
      `${bracesAsCode}.`,
    );
  }
}

function readTree(source: string, aboutBraces: string, report: Report): Node | undefined {
  let root: Node;
  try {
    root = createProcessor({ format: 'mdx' }).parse(source) as Node;
  } catch (error) {
    const {
      line = 1,
      column = 1,
      reason = String(error),
    } = error as { line?: number; column?: number; reason?: string };
    report(
      { line, column },
      `This is not valid MDX: ${reason}.`,
      /\{\{|\{%/.test(source.split('\n')[line - 1] ?? '')
        ? aboutBraces
        : 'Close every tag, and write < and { in text as &lt; and `{`.',
    );
    return undefined;
  }
  checkCommandBlocks(fencesOf(root), report);
  return root;
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

/** Small letters are HTML; everything else is a component, and an unknown one would drop what stands in it. */
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

function fencesOf({ children = [] }: Node): readonly Fence[] {
  return children.flatMap((child) => {
    if (child.type !== 'code') return fencesOf(child);
    const { lang, meta, value, position } = child;
    const words = (meta ?? '').split(/\s+/).filter((word) => word !== '');
    const text = typeof value === 'string' ? value : '';
    return [{ language: lang ?? '', words, text, place: position?.start ?? { line: 1, column: 1 } }];
  });
}

/** The text of an element without the indentation of the element; what code is indented by stays. */
function innerText(node: Node, source: string): string {
  const first = node.children?.at(0)?.position?.start;
  const last = node.children?.at(-1)?.position?.end.offset;
  if (first?.offset === undefined || last === undefined) return '';
  const indentation = new RegExp(`\\n[ \\t]{0,${first.column - 1}}`, 'g');
  return source.slice(first.offset, last).replaceAll(indentation, '\n').trim();
}

function attributesOf(node: Node, source: string, report: Report): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const attribute of node.attributes ?? []) {
    const start = attribute.position?.start ?? node.position?.start ?? { line: 1, column: 1 };
    const name = attribute.name;
    if (name === undefined || name === null) {
      report(start, 'An attribute is spread from an expression.', 'Write each attribute by its name.');
      continue;
    }
    if (attributes.has(name)) report(start, `Attribute ${name} is given twice.`, 'Keep one of them.');
    const raw = source.slice(attribute.position?.start.offset, attribute.position?.end.offset);
    const value = literalOf(attribute);
    if (value === undefined) {
      report(
        start,
        `Attribute ${name} is not a literal.`,
        'Write text, a number, a list or an object of these; nothing is computed.',
      );
      continue;
    }
    attributes.set(name, {
      value,
      place: start,
      placeAt: (offset) => placeInside(raw, typeof value === 'string' ? value : '', offset, start),
    });
  }
  return attributes;
}

/** Attribute text loses the indentation of its further lines, so a place is found line by line. */
function placeInside(raw: string, value: string, offset: number, start: Place): Place {
  const before = value.slice(0, offset).split('\n');
  const lineIndex = before.length - 1;
  const rawLine = raw.split('\n')[lineIndex] ?? '';
  const valueLine = value.split('\n')[lineIndex] ?? '';
  const indent = Math.max(0, rawLine.indexOf(valueLine));
  const column = indent + (before.at(-1)?.length ?? 0);
  return { line: start.line + lineIndex, column: (lineIndex === 0 ? start.column : 1) + column };
}

function literalOf(attribute: Node): Literal | undefined {
  if (attribute.value === null || attribute.value === undefined) return true;
  if (typeof attribute.value === 'string') return attribute.value;
  const statement = attribute.value.data?.estree?.body[0];
  return statement?.type === 'ExpressionStatement' ? evaluate(statement.expression) : undefined;
}

function evaluate(node: Expression): Literal | undefined {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'bigint' || node.value instanceof RegExp ? undefined : node.value;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'UnaryExpression': {
      const value = node.operator === '-' ? evaluate(node.argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const values = node.elements.map((item) => (item && item.type !== 'SpreadElement' ? evaluate(item) : undefined));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    case 'ObjectExpression': {
      const entries: [string, Literal][] = [];
      for (const property of node.properties) {
        if (property.type !== 'Property' || property.computed || property.kind !== 'init') return undefined;
        const key =
          property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value);
        const value = property.value.type.endsWith('Pattern') ? undefined : evaluate(property.value as Expression);
        if (value === undefined) return undefined;
        entries.push([key, value]);
      }
      return Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}
