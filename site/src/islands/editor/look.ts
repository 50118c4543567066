import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of the pages' blocks of code, see editor.css. */
export const ink = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--editor-key)' },
  { tag: [tags.string, tags.content], color: 'var(--editor-string)' },
  { tag: [tags.comment, tags.meta], color: 'var(--sl-color-gray-3)' },
  { tag: [tags.separator, tags.punctuation], color: 'var(--sl-color-gray-2)' },
]);

/** The look of the pages. */
export const look = EditorView.theme({
  '&': { color: 'var(--editor-string)', backgroundColor: 'var(--dd-code)', fontSize: 'var(--sl-text-code)' },
  '&.cm-focused': { outline: '2px solid var(--sl-color-text-accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--sl-font-mono)', lineHeight: '1.7', padding: '0.5rem 0.35rem' },
  '.cm-content': { caretColor: 'var(--sl-color-white)' },
  '.cm-cursor': { borderLeftColor: 'var(--sl-color-white)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--sl-color-accent-low)',
  },
  '.cm-tooltip': {
    border: '1px solid var(--sl-color-gray-5)',
    borderRadius: '0.4rem',
    backgroundColor: 'var(--dd-raised)',
    color: 'var(--sl-color-white)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--sl-color-accent-low)',
    color: 'var(--sl-color-white)',
  },
  '.cm-completionDetail': { color: 'var(--sl-color-gray-2)' },
});
