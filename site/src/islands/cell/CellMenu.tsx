import type { Language } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { playgroundStore } from '../playground/session.ts';
import { useStore } from '../state/store.ts';
import { restartShell, runAllAbove } from './session.ts';

/** What is done less often with a cell: run all above it, restart the shell of the lesson. Escape and a click elsewhere close it. */
export function CellMenu({ cell, language }: { cell: string; language: Language }) {
  const text = deskTextOf(language);
  const menu = useRef<HTMLDetailsElement>(null);
  const [said, say] = useState('');
  const isReady = useStore(playgroundStore, ({ playground }) => playground?.state === 'ready');
  const close = () => {
    if (menu.current) menu.current.open = false;
    menu.current?.querySelector('summary')?.focus();
  };
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && menu.current?.open && close();
    menu.current?.addEventListener('keydown', onKey, { signal });
    const onLeave = ({ relatedTarget }: FocusEvent) => {
      if (menu.current && !(relatedTarget instanceof Node && menu.current.contains(relatedTarget)))
        menu.current.open = false;
    };
    menu.current?.addEventListener('focusout', onLeave, { signal });
    return () => stop.abort();
  }, [isReady]);
  const items = [
    ...(cell === '1' ? [] : [{ words: text.runAbove, act: () => runAllAbove(cell) }]),
    ...(isReady
      ? [
          {
            words: text.restartShell,
            act: () => {
              say('');
              void restartShell(cell).then((isDone) => isDone && say(text.shellRestarted));
            },
          },
        ]
      : []),
  ];
  return (
    <>
      <span class="cell-said" role="status">
        {said}
      </span>
      {items.length > 0 && (
        <details ref={menu} class="cell-menu">
          <summary aria-label={text.cellMenu(cell)} title={text.more}>
            ⋯
          </summary>
          <div>
            {items.map(({ words, act }) => (
              <button
                key={words}
                type="button"
                onClick={() => {
                  close();
                  act();
                }}
              >
                {words}
              </button>
            ))}
          </div>
        </details>
      )}
    </>
  );
}
