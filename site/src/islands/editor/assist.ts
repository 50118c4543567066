import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorView, Tooltip } from '@codemirror/view';
import type { Schema } from '@drydock/lab';
import type { DeskText } from '../../text/desk.ts';
import { findingsOf, kindOf, placeOf, shortName } from './schema.ts';
import { keysOf, pathAt } from './yaml-keys.ts';
import { sitePath } from '../../site-path.ts';

type Words = DeskText['editor'];

let asked: Promise<Schema | null> | undefined;

/** The schema, fetched once; without it the editor is only an editor. */
function loadSchema(): Promise<Schema | null> {
  asked ??= fetch(sitePath('/kubernetes.json'))
    .then((answer): Promise<Schema> | null => (answer.ok ? answer.json() : null))
    .catch(() => null);
  return asked;
}

/** Offers the fields of the place where a key is being written, and the kinds behind `kind:`. */
export async function complete(context: CompletionContext, words: Words): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const schema = await loadSchema();
  if (!schema) return null;
  const kind = /^kind:\s*(\w*)$/.exec(before);
  const text = context.state.doc.toString();
  if (kind) {
    const names = new Set(Object.keys(schema.kinds).map((name) => name.slice(name.lastIndexOf('/') + 1)));
    return {
      from: context.pos - (kind[1]?.length ?? 0),
      options: [...names].map((label) => ({ label, type: 'class' })),
    };
  }
  const written = /^(\s*(?:-\s+)*)([\w]*)$/.exec(before);
  if (!written || (written[2] === '' && !context.explicit)) return null;
  const [, prefix = '', word = ''] = written;
  const document = text.slice(0, line.from).split(/^---/m).length - 1;
  const found = kindOf(keysOf(text), document);
  const fields = found && placeOf(schema, found.name, pathAt(text, line.from, prefix))?.fields;
  if (!fields) return null;
  const options = Object.entries(fields).map(([label, type]) => ({
    label,
    type: 'property',
    detail: typeWords(type, words),
    apply: `${label}: `,
  }));
  return { from: context.pos - word.length, options, validFor: /^\w*$/ };
}

/** Says what a field under the pointer is. */
export async function explain(view: EditorView, at: number, words: Words): Promise<Tooltip | null> {
  const schema = await loadSchema();
  const keys = keysOf(view.state.doc.toString());
  const key = keys.find(({ from, to }) => from <= at && at <= to);
  const found = key && kindOf(keys, key.document);
  if (!schema || !found) return null;
  const owner = placeOf(schema, found.name, key.path);
  const type = owner?.fields?.[key.key];
  if (!owner || type === undefined) return null;
  return {
    pos: key.from,
    end: key.to,
    above: true,
    create() {
      const dom = document.createElement('div');
      dom.className = 'editor-hint';
      dom.textContent = words.isA(key.key, typeWords(type, words), shortName(owner.type));
      return { dom };
    },
  };
}

/** Finds what is not YAML, and what Kubernetes does not have. */
export async function findProblems(view: EditorView, words: Words): Promise<Diagnostic[]> {
  const text = view.state.doc.toString();
  const found: Diagnostic[] = [];
  syntaxTree(view.state).iterate({
    enter({ type, from, to }) {
      if (type.isError && found.length === 0)
        found.push({
          from,
          to: Math.max(to, Math.min(from + 1, text.length)),
          severity: 'error',
          message: words.syntax,
        });
    },
  });
  for (const { 0: tabs, index } of text.matchAll(/^ *\t+/gm))
    found.push({ from: index, to: index + tabs.length, severity: 'error', message: words.tab });
  const schema = await loadSchema();
  if (!schema) return found;
  const unknown = findingsOf(schema, text).map(({ from, to, what, name, owner, meant }): Diagnostic => {
    const said = what === 'kind' ? words.unknownKind(name) : words.unknownField(name, owner);
    return { from, to, severity: 'warning', message: `${said}${meant ? words.meant(meant) : ''}` };
  });
  return [...found, ...unknown];
}

function typeWords(type: string, words: Words): string {
  if (type.startsWith('[]')) return words.listOf(typeWords(type.slice(2), words));
  if (type.startsWith('{}')) return words.mapOf(typeWords(type.slice(2), words));
  return shortName(type);
}
