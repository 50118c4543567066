import type { Language } from '@drydock/model';
import { labTextOf } from '../../../text/lab.ts';
import { useStore } from '../../state/store.ts';
import { showPane, shownSide } from './panes.ts';

const sides = ['terminal', 'cluster'] as const;

/** Terminal or cluster, on a wide screen; a phone has both among its panes. */
export function SideTabs({ language }: { language: Language }) {
  const text = labTextOf(language);
  const shown = useStore(shownSide, (side) => side);
  const label = { terminal: text.terminal, cluster: text.clusterPane };
  return (
    <div class="side-tabs" role="tablist" aria-label={text.sidePane}>
      {sides.map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          id={`side-tab-${side}`}
          aria-selected={shown === side}
          aria-controls={`side-${side}`}
          tabIndex={shown === side ? 0 : -1}
          onClick={() => showPane(side)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
            const other = side === 'terminal' ? 'cluster' : 'terminal';
            showPane(other);
            document.getElementById(`side-tab-${other}`)?.focus();
          }}
        >
          {label[side]}
        </button>
      ))}
    </div>
  );
}
