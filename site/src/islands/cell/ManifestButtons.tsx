import type { Language } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import type { ManifestEditor } from '../editor/manifest-editor.ts';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import { keepEdit } from './edits.ts';
import { bodyOf } from './manifest.ts';
import { refusalId } from '../refused/CellRefusal.tsx';
import { refusalOf, refusedCells } from '../refused/refused.ts';
import { cellStore, runCell } from './session.ts';
import { cellOf } from './state.ts';

/** What can be done with a manifest beside applying it: edit it in place, see what it would change, restore what its author wrote. */
export function ManifestButtons(props: {
  cell: string;
  source: string;
  file: string;
  isBusy: boolean;
  /** The student has asked to edit before the cell was in use. */
  isEditing: boolean;
  language: Language;
}) {
  const { cell, source, file, isBusy, language } = props;
  const text = deskTextOf(language);
  const edited = useStore(cellStore, (state) => cellOf(state, cell).edited);
  const isRefused = useStore(refusedCells, (refused) => refusalOf(refused, cell) !== null);
  const [isOpen, setOpen] = useState(props.isEditing);
  const [isAsked, ask] = useState(false);
  const here = useRef<HTMLSpanElement>(null);
  const editor = useRef<ManifestEditor | null>(null);
  const isWanted = useRef(props.isEditing);
  const edit = () => {
    isWanted.current = true;
    if (editor.current) editor.current.focus();
    else setOpen(true);
  };

  // An edit that is kept is shown, and what shows it is the editor.
  useEffect(() => {
    if (edited !== null) setOpen(true);
    // What is typed here is in the editor already, and perhaps more by now.
    if (!cellOf(cellStore.get(), cell).isEditedHere) editor.current?.set(edited ?? source);
  }, [edited]);
  useEffect(() => {
    const code = here.current?.closest('.cell')?.querySelector<HTMLElement>('figure');
    const stop = new AbortController();
    if (!isOpen) code?.querySelector('pre')?.addEventListener('click', edit, { signal: stop.signal });
    else if (code) void openEditor(code, stop.signal);
    return () => stop.abort();
  }, [isOpen]);

  const openEditor = async (code: HTMLElement, signal: AbortSignal) => {
    const { createManifestEditor } = await loadPart(() => import('../editor/manifest-editor.ts'));
    if (signal.aborted) return;
    const place = document.createElement('div');
    place.className = 'cell-editor';
    code.append(place);
    code.dataset['editing'] = '';
    const opened = createManifestEditor(place, {
      text: cellOf(cellStore.get(), cell).edited ?? source,
      label: text.editorOf(file),
      words: text.editor,
      onChange: (changed) => keepEdit(cell, changed === source ? null : changed),
    });
    editor.current = opened;
    signal.addEventListener('abort', () => opened.close());
    if (isWanted.current) opened.focus();
  };

  return (
    <>
      <span ref={here} class="manifest-buttons">
        <Button class="plain" aria-label={text.editFile(file)} onClick={edit}>
          {text.edit}
        </Button>
        <Button
          class="plain"
          aria-label={text.diffFile(file)}
          aria-describedby={isRefused ? refusalId(cell) : undefined}
          isOff={isBusy || isRefused}
          onClick={() => runCell(cell, bodyOf({ source, file }, edited, 'diff'))}
        >
          {text.diff}
        </Button>
        {edited !== null && (
          <>
            <Button class="plain" aria-label={text.restoreFile(file)} onClick={() => ask(true)}>
              {text.restore}
            </Button>
            <span class="cell-edited">{text.edited}</span>
          </>
        )}
      </span>
      {isAsked && (
        <Dialog
          title={text.restoreTitle(file)}
          confirm={text.restore}
          cancel={text.cancel}
          isDanger
          onConfirm={() => {
            keepEdit(cell, null);
            editor.current?.set(source);
          }}
          onClose={() => ask(false)}
        >
          {text.restoreBody}
        </Dialog>
      )}
    </>
  );
}
