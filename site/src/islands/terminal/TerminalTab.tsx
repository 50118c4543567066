import type { Language } from '@drydock/model';
import { useEffect, useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import type { LinkState } from './link.ts';
import { phaseText } from './StatusLine.tsx';

/** One tab: click or arrow keys to show, F2 or double click to rename, Delete or the cross to close. */
export function TerminalTab(props: {
  name: string;
  title: string;
  isActive: boolean;
  isRenaming: boolean;
  state: LinkState | null;
  language: Language;
  onShow: () => void;
  onMove: (by: number) => void;
  onClose: () => void;
  onAskRename: () => void;
  onRename: (title: string) => void;
}) {
  const { name, title, isActive, isRenaming, state, language } = props;
  const text = textOf(language);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), [isRenaming]);
  if (isRenaming) {
    return (
      <form
        class="dock-rename"
        onSubmit={(event) => {
          event.preventDefault();
          props.onRename(input.current?.value.trim() ?? '');
        }}
      >
        <input
          ref={input}
          aria-label={text.rename(title)}
          maxLength={64}
          value={title}
          onBlur={() => props.onRename('')}
          onKeyDown={(event) => {
            if (event.key === 'Escape') props.onRename('');
          }}
        />
      </form>
    );
  }
  // The cross is for the pointer; the keyboard has Delete.
  const onClick = ({ target }: Event) => {
    if (target instanceof Element && target.closest('[data-close]')) props.onClose();
    else props.onShow();
  };
  return (
    <button
      type="button"
      class="dock-tab"
      role="tab"
      id={`terminal-tab-${name}`}
      aria-selected={isActive}
      aria-controls={`terminal-${name}`}
      aria-keyshortcuts="F2 Delete"
      data-active={isActive}
      tabIndex={isActive ? 0 : -1}
      onClick={onClick}
      onDblClick={props.onAskRename}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') props.onMove(1);
        if (event.key === 'ArrowLeft') props.onMove(-1);
        if (event.key === 'F2') props.onAskRename();
        if (event.key === 'Delete') props.onClose();
      }}
    >
      <span class="dot" data-phase={state?.phase ?? 'idle'} aria-hidden="true" />
      {title}
      <span class="sr-only">: {phaseText(state, text)}</span>
      <span class="dock-close" data-close title={text.closeTerminal(title)} aria-hidden="true">
        ×
      </span>
    </button>
  );
}
