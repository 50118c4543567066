import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** A question in a modal dialog; Escape and Cancel close it without doing anything, focus returns to where it was. */
export function Dialog(props: {
  title: string;
  confirm: string;
  cancel: string;
  isDanger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const { title, confirm, cancel, isDanger = false, onConfirm, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    const opened = dialog.current;
    opened?.showModal();
    return () => {
      // While a modal dialog is open nothing behind it takes the focus.
      opened?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class="dd-dialog" aria-labelledby={id} onClose={onClose} onCancel={onClose}>
      <h2 id={id}>{title}</h2>
      <div class="dd-dialog-body">{children}</div>
      <div class="dd-dialog-buttons">
        <button type="button" class="plain" autofocus onClick={onClose}>
          {cancel}
        </button>
        <button
          type="button"
          class={isDanger ? 'danger' : 'primary'}
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
