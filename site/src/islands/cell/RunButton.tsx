import { textOf } from '../../text/text.ts';
import { Button } from '../controls/Button.tsx';
import { useStore } from '../state/store.ts';
import { refusalId } from '../refused/CellRefusal.tsx';
import type { CellProps } from './props.ts';
import { refusalOf, refusedCells } from '../refused/refused.ts';

/**
 * The main button of a cell: Run, or for what waits for keys the way into the terminal; Stop while it runs. It is one button, so that
 * the focus stays on it. For a cell that this server does not run it is off, and described by the reason.
 */
export function RunButton(
  props: Pick<CellProps, 'cell' | 'file' | 'isForTerminal' | 'language'> & {
    /** What it says while the cell runs. */
    stop: { name: string; words: string } | null;
    isOff: boolean;
    onClick: () => void;
  },
) {
  const { cell, file, isForTerminal, language, stop, isOff, onClick } = props;
  const text = textOf(language);
  const isRefused = useStore(refusedCells, (refused) => refusalOf(refused, cell) !== null);
  if (stop)
    return (
      <Button class="cell-run" aria-label={stop.name} onClick={onClick}>
        <span class="icon-stop" aria-hidden="true" />
        {stop.words}
      </Button>
    );
  return (
    <Button
      class="cell-run"
      aria-label={isForTerminal ? text.openCellInTerminal(cell) : file ? text.applyFile(file) : text.runCell(cell)}
      aria-keyshortcuts={isRefused ? undefined : 'Shift+Enter'}
      aria-describedby={isRefused ? refusalId(cell) : undefined}
      title={isRefused ? undefined : isForTerminal ? text.forTerminal : text.runKeys}
      isOff={isOff || isRefused}
      onClick={onClick}
    >
      <span class={isForTerminal ? 'icon-terminal' : 'icon-run'} aria-hidden="true" />
      {isForTerminal ? text.openInTerminal : file ? text.apply : text.run}
    </Button>
  );
}
