import type { Language } from '@drydock/model';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { Button } from '../controls/Button.tsx';
import { playgroundStore } from '../playground/session.ts';
import { isAlive } from '../playground/state.ts';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import { copyText } from '../terminal/clipboard/clipboard.ts';
import type { OutputTextProps } from './CellOutputText.tsx';
import { cellStore, clearCell } from './session.ts';
import { cellOf, isBusy, staleOf } from './state.ts';

/** The student's output of a cell, with what makes it stale and how to copy or clear it; the script that draws it comes with the first output. */
export function CellOutput(props: {
  cell: string;
  sources: readonly string[];
  isEditedSince?: boolean;
  language: Language;
}) {
  const { cell, sources, isEditedSince = false, language } = props;
  const text = deskTextOf(language);
  const view = useStore(cellStore, (state) => cellOf(state, cell));
  const playground = useStore(playgroundStore, (state) => (isAlive(state.playground) ? state.playground.id : null));
  const [Text, setText] = useState<ComponentType<OutputTextProps> | null>(null);
  const [said, say] = useState('');
  const { run, output } = view;
  const hasOutput = output.length > 0;
  useEffect(() => {
    if (hasOutput) void loadPart(() => import('./CellOutputText.tsx')).then((module) => setText(() => module.default));
  }, [hasOutput]);
  useEffect(() => say(''), [run?.id]);
  if (!run || (isBusy(run) && !hasOutput)) return null;
  const stale = isEditedSince && !isBusy(run) ? 'source' : staleOf(view, sources, playground);
  const copy = async () => {
    const words = document.querySelector(`[data-cell="${cell}"] .cell-text`)?.textContent ?? '';
    say((await copyText(words)) ? text.copyDone : text.copyRefused);
  };
  return (
    <div class="cell-output" data-stale={stale ?? undefined}>
      <div class="cell-caption">
        <span>{text.yourOutput}</span>
        {stale && <span class="cell-stale">{stale === 'source' ? text.staleSource : text.stalePlayground}</span>}
        <span class="cell-said" role="status">
          {said}
        </span>
        {hasOutput && (
          <Button class="quiet" aria-label={text.copyOutput} onClick={() => void copy()}>
            {text.copyCode}
          </Button>
        )}
        {!isBusy(run) && (
          <Button class="quiet" aria-label={text.clearOutput} onClick={() => void clearCell(cell)}>
            {text.clear}
          </Button>
        )}
      </div>
      {run.state === 'lost' && (
        <div class="cell-problem">
          <span>
            {run.problem ? (
              <ProblemWords problem={run.problem} language={language} />
            ) : (
              <>
                <strong>{text.cellLost.message}</strong> {text.cellLost.fix}
              </>
            )}
          </span>
        </div>
      )}
      {hasOutput && Text && (
        <Text pieces={output} isRunning={run.state === 'running'} label={text.outputOf(cell)} language={language} />
      )}
      {!hasOutput && run.state !== 'lost' && <p class="cell-nothing">{text.noOutput}</p>}
    </div>
  );
}
