import type { Language } from '@drydock/model';
import { labTextOf } from '../../text/lab.ts';
import type { LinkState } from './link.ts';
import { RenameBox } from './RenameBox.tsx';
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
  onClose: (by: 'pointer' | 'key') => void;
  onAskRename: () => void;
  /** Null when it keeps the name it has. */
  onRename: (title: string | null) => void;
}) {
  const { name, title, isActive, isRenaming, state, language } = props;
  const text = labTextOf(language);
  if (isRenaming) return <RenameBox title={title} label={text.rename(title)} onDone={props.onRename} />;
  // The cross is for the pointer; the keyboard has Delete.
  const isCross = (target: EventTarget | null) => target instanceof Element && target.closest('[data-close]') !== null;
  const onClick = ({ target }: Event) => {
    if (isCross(target)) props.onClose('pointer');
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
      onDblClick={({ target }) => {
        if (!isCross(target)) props.onAskRename();
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') props.onMove(1);
        if (event.key === 'ArrowLeft') props.onMove(-1);
        if (event.key === 'F2') props.onAskRename();
        if (event.key === 'Delete' && !event.repeat) props.onClose('key');
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
