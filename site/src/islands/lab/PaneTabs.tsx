import type { Language } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import { textOf } from '../../text/text.ts';

type Pane = 'text' | 'terminal';
const panes: readonly Pane[] = ['text', 'terminal'];

/** On a phone: which of the two panes is shown. Wide screens show both and hide these tabs. */
export default function PaneTabs({ language }: { language: Language }) {
  const text = textOf(language);
  const [shown, show] = useState<Pane>('text');
  useEffect(() => {
    const root = document.querySelector<HTMLElement>('.workbench');
    if (root) root.dataset['pane'] = shown;
  }, [shown]);
  const label = { text: text.instructions, terminal: text.terminal };
  return (
    <div class="pane-tabs" role="tablist">
      {panes.map((pane) => (
        <button
          key={pane}
          type="button"
          role="tab"
          id={`tab-${pane}`}
          aria-selected={shown === pane}
          aria-controls={`lab-${pane}`}
          tabIndex={shown === pane ? 0 : -1}
          onClick={() => show(pane)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
            const other = pane === 'text' ? 'terminal' : 'text';
            show(other);
            document.getElementById(`tab-${other}`)?.focus();
          }}
        >
          {label[pane]}
        </button>
      ))}
    </div>
  );
}
