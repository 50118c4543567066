import { autocompletion, closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, insertNewlineKeepIndent } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, hoverTooltip, keymap } from '@codemirror/view';
import type { DeskText } from '../../text/desk.ts';
import { complete, explain, findProblems } from './assist.ts';
import { ink, look } from './look.ts';

/** The editor of one manifest. */
export interface ManifestEditor {
  /** Shows another text, as after Restore; the same text changes nothing. */
  set(text: string): void;
  focus(): void;
  close(): void;
}

/** Creates an editor in an element: colours, completion, findings and hover from the Kubernetes schema. Escape and then Tab leaves it. */
export function createManifestEditor(
  parent: HTMLElement,
  options: { text: string; label: string; words: DeskText['editor']; onChange: (text: string) => void },
): ManifestEditor {
  const { text, label, words, onChange } = options;
  let isSetting = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(ink),
        look,
        autocompletion({ override: [(context) => complete(context, words)] }),
        linter((shown) => findProblems(shown, words), { delay: 300 }),
        hoverTooltip((shown, at) => explain(shown, at, words)),
        // The next key of a manifest is mostly beside the one above.
        keymap.of([{ key: 'Enter', run: insertNewlineKeepIndent }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isSetting) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    set(next) {
      if (view.state.doc.toString() === next) return;
      isSetting = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      isSetting = false;
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}
