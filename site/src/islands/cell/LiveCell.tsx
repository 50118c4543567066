import { useEffect, useRef } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { Button } from '../controls/Button.tsx';
import { typeInTerminal } from '../desk/terminal.ts';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';
import { CellMenu } from './CellMenu.tsx';
import { CellOutput } from './CellOutput.tsx';
import { CellRefusal } from '../refused/CellRefusal.tsx';
import { CellStatus } from './CellStatus.tsx';
import { ExampleOutput } from './ExampleOutput.tsx';
import { bodyOf, sourcesOf } from './manifest.ts';
import { ManifestButtons } from './ManifestButtons.tsx';
import type { LiveCellProps } from './props.ts';
import { isRefused } from '../refused/refused.ts';
import { RunButton } from './RunButton.tsx';
import { cellStore, focusNext, registerCell, runCell, stopCell } from './session.ts';
import { cellOf, isBusy } from './state.ts';

/** A cell in use: its bar with Run and how the run is, and below it the student's output, or the author's until there is one. */
export default function LiveCell(props: LiveCellProps) {
  const { cell, source, file, isForTerminal, language, children, wanted } = props;
  const text = deskTextOf(language);
  const view = useStore(cellStore, (state) => cellOf(state, cell));
  const bar = useRef<HTMLDivElement>(null);
  const { run, isAsked, problem } = view;
  const isOn = isAsked || isBusy(run);
  const body = () => bodyOf({ source, file }, cellOf(cellStore.get(), cell).edited);
  const start = () => {
    if (isRefused(cell)) return;
    if (isForTerminal) typeInTerminal(source);
    else runCell(cell);
  };
  const startAndGoOn = () => {
    start();
    if (!isForTerminal) focusNext(cell);
  };

  useEffect(() => {
    const frame = bar.current?.closest<HTMLElement>('.cell');
    const focus = () => {
      frame?.scrollIntoView({ block: 'nearest' });
      bar.current?.querySelector<HTMLElement>('.cell-run')?.focus({ preventScroll: true });
    };
    const stop = new AbortController();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      startAndGoOn();
    };
    frame?.addEventListener('keydown', onKey, { signal: stop.signal, capture: true });
    const unregister = registerCell(cell, { toRun: () => (isForTerminal ? null : body()), focus });
    if (wanted === 'run' || wanted === 'run and go on') {
      focus();
      start();
    }
    // The next cell is only coming to life as well.
    if (wanted === 'run and go on' && !isForTerminal) requestAnimationFrame(() => focusNext(cell));
    return () => {
      stop.abort();
      unregister();
    };
  }, []);

  return (
    <>
      <div class="cell-bar" ref={bar}>
        <RunButton
          {...props}
          stop={isOn ? { name: text.stopCell(cell), words: text.stop } : null}
          isOff={false}
          onClick={isOn ? () => void stopCell(cell) : start}
        />
        {file !== undefined && (
          <ManifestButtons
            cell={cell}
            source={source}
            file={file}
            isBusy={isOn}
            isEditing={wanted === 'edit'}
            language={language}
          />
        )}
        <CellStatus cell={cell} language={language} />
        <CellMenu cell={cell} language={language} />
      </div>
      <CellRefusal cell={cell} language={language} />
      {problem && (
        <div class="cell-problem" role="alert">
          <span>
            <ProblemWords problem={problem.problem} language={language} />
          </span>
          <Button class="plain" onClick={problem.retry}>
            {text.retry}
          </Button>
        </div>
      )}
      <CellOutput
        cell={cell}
        sources={sourcesOf({ source, file })}
        isEditedSince={view.ranText !== null && view.ranText !== (view.edited ?? source)}
        language={language}
      />
      <ExampleOutput isHidden={run !== null} language={language}>
        {children}
      </ExampleOutput>
    </>
  );
}
