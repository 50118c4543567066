import { useEffect, useRef } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { Button } from '../controls/Button.tsx';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { useStore } from '../state/store.ts';
import { CellMenu } from './CellMenu.tsx';
import { CellOutput } from './CellOutput.tsx';
import { CellStatus } from './CellStatus.tsx';
import { ExampleOutput } from './ExampleOutput.tsx';
import type { LiveCellProps } from './props.ts';
import { cellStore, focusNext, registerCell, runCell, stopCell } from './session.ts';
import { cellOf, isBusy } from './state.ts';

/** A cell in use: its bar with Run and how the run is, and below it the student's output, or the author's until there is one. */
export default function LiveCell({ cell, source, language, children, wanted }: LiveCellProps) {
  const text = textOf(language);
  const view = useStore(cellStore, (state) => cellOf(state, cell));
  const bar = useRef<HTMLDivElement>(null);
  const { run, isAsked, problem } = view;
  const isOn = isAsked || isBusy(run);

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
      runCell(cell);
      focusNext(cell);
    };
    frame?.addEventListener('keydown', onKey, { signal: stop.signal });
    const unregister = registerCell(cell, { toRun: () => ({ source }), focus });
    if (wanted) {
      runCell(cell);
      focus();
    }
    if (wanted === 'run and go on') focusNext(cell);
    return () => {
      stop.abort();
      unregister();
    };
  }, []);

  return (
    <>
      <div class="cell-bar" ref={bar}>
        {isOn ? (
          <Button class="cell-run" aria-label={text.stopCell(cell)} onClick={() => void stopCell(cell)}>
            <span class="icon-stop" aria-hidden="true" />
            {text.stop}
          </Button>
        ) : (
          <Button
            class="cell-run"
            aria-label={text.runCell(cell)}
            aria-keyshortcuts="Shift+Enter"
            title={text.runKeys}
            onClick={() => runCell(cell)}
          >
            <span class="icon-run" aria-hidden="true" />
            {text.run}
          </Button>
        )}
        <CellStatus cell={cell} language={language} />
        <CellMenu cell={cell} language={language} />
      </div>
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
      <CellOutput cell={cell} sources={[source]} language={language} />
      <ExampleOutput isHidden={run !== null} language={language}>
        {children}
      </ExampleOutput>
    </>
  );
}
