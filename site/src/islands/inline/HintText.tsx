import { escapesIn, type Inline, joinInlineLines, linked, readChinese } from '@drydock/model';
import { cutCode } from './cut-code.ts';

/** A hint with its `code`, emphasis and links drawn, as the Markdown of the pages draws them. */
export function HintText({ text }: { text: string }) {
  return <>{hintNodes(text).map(draw)}</>;
}

/** A hint as inline nodes. */
export function hintNodes(text: string): readonly Inline[] {
  const nodes = cutCode(text).flatMap(({ text: value, isCode }): readonly Inline[] =>
    isCode ? [{ type: 'inlineCode', value }] : withLinks(value),
  );
  return joinInlineLines(readChinese(nodes));
}

function withLinks(text: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let at = 0;
  for (const { 0: whole, 1: words = '', 2: url = '', index } of text.matchAll(
    /\[([^\]\n]+)\]\(((?:https?:\/\/|\/)[^\s)]*)\)/g,
  )) {
    nodes.push(...linked(text.slice(at, index)).map(unescaped));
    nodes.push({ type: 'link', url, children: [unescaped({ type: 'text', value: words })] });
    at = index + whole.length;
  }
  return [...nodes, ...linked(text.slice(at)).map(unescaped)];
}

function unescaped(node: Inline): Inline {
  if (node.type !== 'text' || node.value === undefined) return node;
  const value = node.value.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
  return { type: 'text', value, isEscaped: escapesIn(node.value, value) };
}

function draw({ type, value, url, children = [] }: Inline, key: number) {
  const inner = children.map(draw);
  if (type === 'inlineCode') return <code key={key}>{value}</code>;
  if (type === 'strong') return <strong key={key}>{inner}</strong>;
  if (type === 'emphasis') return <em key={key}>{inner}</em>;
  if (type === 'delete') return <del key={key}>{inner}</del>;
  if (type !== 'link') return value;
  return (
    <a key={key} href={url}>
      {inner}
    </a>
  );
}
