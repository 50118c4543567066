import { textOf } from '../../text/text.ts';
import { Button } from '../controls/Button.tsx';
import type { CellProps } from './props.ts';

/** The main button of a cell that is not running: Run, or for what waits for keys the way into the terminal. */
export function RunButton(
  props: Pick<CellProps, 'cell' | 'file' | 'isForTerminal' | 'language'> & { isOff: boolean; onClick: () => void },
) {
  const { cell, file, isForTerminal, language, isOff, onClick } = props;
  const text = textOf(language);
  return (
    <Button
      class="cell-run"
      aria-label={isForTerminal ? text.openCellInTerminal(cell) : file ? text.applyFile(file) : text.runCell(cell)}
      aria-keyshortcuts="Shift+Enter"
      title={isForTerminal ? text.forTerminal : text.runKeys}
      isOff={isOff}
      onClick={onClick}
    >
      <span class={isForTerminal ? 'icon-terminal' : 'icon-run'} aria-hidden="true" />
      {isForTerminal ? text.openInTerminal : file ? text.apply : text.run}
    </Button>
  );
}
