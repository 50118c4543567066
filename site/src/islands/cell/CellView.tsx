import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { textOf } from '../../text/text.ts';
import { Button } from '../controls/Button.tsx';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import { awake } from './awake.ts';
import { CellRefusal } from '../refused/CellRefusal.tsx';
import { ExampleOutput } from './ExampleOutput.tsx';
import type { CellProps, LiveCellProps } from './props.ts';
import { isRefused } from '../refused/refused.ts';
import { RunButton } from './RunButton.tsx';

/** What of a cell lives, while nobody has used the cells of this page: the Run button, and the author's output. The first use brings the rest. */
export default function CellView(props: CellProps) {
  const { cell, file, language, children } = props;
  const text = textOf(language);
  const bar = useRef<HTMLDivElement>(null);
  const isAwake = useStore(awake, (value) => value);
  const [isAlive, setAlive] = useState(false);
  const [isWanted, want] = useState<LiveCellProps['wanted']>(null);
  const [Live, setLive] = useState<ComponentType<LiveCellProps> | null>(null);
  const begin = (wanted: NonNullable<LiveCellProps['wanted']>) => {
    want(wanted);
    awake.set(true);
  };
  useEffect(() => {
    setAlive(true);
    const frame = bar.current?.closest<HTMLElement>('.cell');
    const stop = new AbortController();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.shiftKey || awake.get()) return;
      event.preventDefault();
      if (!isRefused(cell)) begin('run and go on');
    };
    frame?.addEventListener('keydown', onKey, { signal: stop.signal });
    const code = file === undefined ? null : frame?.querySelector('figure pre');
    code?.addEventListener('click', () => !awake.get() && begin('edit'), { signal: stop.signal });
    return () => stop.abort();
  }, []);
  useEffect(() => {
    if (isAwake) void loadPart(() => import('./LiveCell.tsx')).then((module) => setLive(() => module.default));
  }, [isAwake]);
  if (Live) return <Live {...props} wanted={isWanted} />;
  return (
    <>
      <div class="cell-bar" ref={bar}>
        <RunButton {...props} stop={null} isOff={!isAlive || isWanted !== null} onClick={() => begin('run')} />
        {file !== undefined && (
          <Button class="plain" aria-label={text.editFile(file)} isOff={!isAlive} onClick={() => begin('edit')}>
            {text.edit}
          </Button>
        )}
      </div>
      <CellRefusal cell={cell} language={language} />
      <ExampleOutput language={language}>{children}</ExampleOutput>
    </>
  );
}
