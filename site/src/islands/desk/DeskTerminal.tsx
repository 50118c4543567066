import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { has, request } from '../api/request.ts';
import { playgroundStore } from '../playground/session.ts';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import type { TerminalDockProps } from '../terminal/TerminalDock.tsx';
import type { DeskProps } from './props.ts';
import { deskTerminal, mayTakeFocus } from './terminal.ts';

/** Whether the driver of this server has shells on nodes. */
const readNodeShells = (value: unknown): boolean | undefined =>
  has(value, 'hasNodeShells') ? value['hasNodeShells'] === true : undefined;

/** The terminals of the playground, below the text or beside it; their script is loaded when they are first shown. */
export function DeskTerminal({ nodes, language }: Pick<DeskProps, 'nodes' | 'language'>) {
  const isOpen = useStore(deskTerminal, (state) => state.isOpen);
  const id = useStore(playgroundStore, ({ playground }) => (playground?.state === 'ready' ? playground.id : null));
  const sandbox = useStore(playgroundStore, ({ playground }) => playground?.sandbox ?? null);
  const [Dock, setDock] = useState<ComponentType<TerminalDockProps> | null>(null);
  const [shells, setShells] = useState<readonly string[]>([]);
  const isShown = isOpen && id !== null;
  useEffect(() => {
    if (!isShown) return;
    void loadPart(() => import('../terminal/TerminalDock.tsx')).then((module) => setDock(() => module.default));
    // The terminal does not wait for the answer: what it is good for comes later than the first prompt.
    void request('GET', '/driver', readNodeShells).then((has) => setShells(has.ok && has.value ? nodes : []));
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div class="desk-pane desk-terminal">
      {Dock ? (
        <Dock
          key={`${id} ${sandbox}`}
          place={{ kind: 'playgrounds', id }}
          nodes={shells}
          isFocused={mayTakeFocus()}
          language={language}
        />
      ) : (
        <p class="loading">{deskTextOf(language).terminalLoading}</p>
      )}
    </div>
  );
}
