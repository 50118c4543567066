import type { Language } from '@drydock/model';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { deskTextOf } from '../../text/desk.ts';
import { playgroundStore } from '../playground/session.ts';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import type { TerminalDockProps } from '../terminal/TerminalDock.tsx';
import { deskTerminal, mayTakeFocus } from './terminal.ts';

/** The clusters of lessons have no shells on nodes. */
const noNodes: readonly string[] = [];

/** The terminals of the playground, below the text or beside it; their script is loaded when they are first shown. */
export function DeskTerminal({ language }: { language: Language }) {
  const isOpen = useStore(deskTerminal, (state) => state.isOpen);
  const id = useStore(playgroundStore, ({ playground }) => (playground?.state === 'ready' ? playground.id : null));
  const sandbox = useStore(playgroundStore, ({ playground }) => playground?.sandbox ?? null);
  const [Dock, setDock] = useState<ComponentType<TerminalDockProps> | null>(null);
  const isShown = isOpen && id !== null;
  useEffect(() => {
    if (isShown)
      void loadPart(() => import('../terminal/TerminalDock.tsx')).then((module) => setDock(() => module.default));
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div class="desk-pane desk-terminal">
      {Dock ? (
        <Dock
          key={`${id} ${sandbox}`}
          place={{ kind: 'playgrounds', id }}
          nodes={noNodes}
          isFocused={mayTakeFocus()}
          language={language}
        />
      ) : (
        <p class="loading">{deskTextOf(language).terminalLoading}</p>
      )}
    </div>
  );
}
