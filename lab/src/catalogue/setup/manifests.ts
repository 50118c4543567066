import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Report } from '../../problem.ts';
import { yamlFlaws } from '../yaml-errors.ts';
import { structOf } from '../../schema/kinds.ts';
import { findField, unknownKind } from '../../lint/fields.ts';

/** Holds the manifests of a set-up file, or those that a script hands to a command by `<<EOF`, against the schema of the course's Kubernetes. */
export function checkManifests(text: string, isScript: boolean, report: Report): void {
  if (!isScript) return checkDocuments(text, 0, isScript, report);
  for (const match of text.matchAll(/<<-?\s*(['"]?)(\w+)\1[^\n]*\n([\s\S]*?)\n\s*\2[ \t]*$/gm)) {
    const [whole, , , body = ''] = match;
    const linesBefore = text.slice(0, match.index + whole.indexOf(body)).split('\n').length - 1;
    if (/^apiVersion:/m.test(body)) checkDocuments(body, linesBefore, isScript, report);
  }
}

function checkDocuments(text: string, linesBefore: number, isScript: boolean, report: Report): void {
  const lineCounter = new LineCounter();
  const say: Say = (node, message, fix) => {
    const { line, col } = lineCounter.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    report({ line: linesBefore + line, column: col }, message, fix);
  };
  // A parameter takes the place of a value: unquoted, it would be read as a map.
  const filled = text.replaceAll(/\\?\{\{\s*[\w.-]+\s*\}\}/g, (parameter) => 'x'.repeat(parameter.length));
  for (const document of parseAllDocuments(filled, { lineCounter })) {
    // In a script the shell has a say in what is read in the end.
    for (const { offset, what, fix } of isScript ? [] : yamlFlaws(document.errors)) {
      const { line, col } = lineCounter.linePos(offset);
      report({ line, column: col }, `The manifest is not YAML: ${what}.`, fix);
    }
    if (document.errors.length === 0) checkObject(document.contents, {}, say);
  }
}

type Say = (node: unknown, message: string, fix: string) => void;

/** One object, or every item of a list; the items of a `PodList` may leave out what the list states for all of them. */
function checkObject(node: unknown, outer: { apiVersion?: unknown; kind?: string }, say: Say): void {
  if (!isMap(node)) return;
  const [apiVersion, kind] = [node.get('apiVersion') ?? outer.apiVersion, node.get('kind') ?? outer.kind];
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return;
  const items = node.get('items', true);
  if (kind.endsWith('List') && isSeq(items)) {
    const own = kind === 'List' ? {} : { apiVersion, kind: kind.replace(/List$/, '') };
    for (const item of items.items) checkObject(item, own, say);
    return;
  }
  const wrong = unknownKind(apiVersion, kind);
  if (wrong) say(node.get('kind', true) ?? node, wrong.message, wrong.fix);
  walk(node, structOf(apiVersion, kind) ?? 'any', say);
}

function walk(node: unknown, type: string, say: Say): void {
  if (isSeq(node)) for (const item of node.items) walk(item, type.startsWith('[]') ? type.slice(2) : 'any', say);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const field = findField(type, String(key.value));
    if ('problem' in field) say(key, field.problem.message, field.problem.fix);
    else walk(value, field.type, say);
  }
}
