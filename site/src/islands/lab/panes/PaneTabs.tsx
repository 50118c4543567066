import type { Language } from '@drydock/model';
import type { LabOutline } from '../../../course/outline.ts';
import { labTextOf } from '../../../text/lab.ts';
import { labStore } from '../../attempt/session.ts';
import { isJudged, shownOutcome, verdictOf } from '../../attempt/state.ts';
import { useStore } from '../../state/store.ts';
import { showPane, shownPane, type Pane } from './panes.ts';

const panes: readonly Pane[] = ['text', 'terminal', 'cluster'];

/** On a phone: which of the panes is shown, and how many checks have passed. Wide screens show two and hide these tabs. */
export default function PaneTabs({ tasks, language }: { tasks: LabOutline['tasks']; language: Language }) {
  const text = labTextOf(language);
  const shown = useStore(shownPane, (pane) => pane);
  const label = { text: text.instructions, terminal: text.terminal, cluster: text.clusterPane };
  return (
    <div class="pane-tabs" role="tablist">
      {panes.map((pane) => (
        <button
          key={pane}
          type="button"
          role="tab"
          id={`tab-${pane}`}
          aria-selected={shown === pane}
          aria-controls={pane === 'text' ? 'lab-text' : 'lab-terminal'}
          tabIndex={shown === pane ? 0 : -1}
          onClick={() => showPane(pane)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
            const step = event.key === 'ArrowRight' ? 1 : panes.length - 1;
            const other = panes[(panes.indexOf(pane) + step) % panes.length] ?? 'text';
            showPane(other);
            document.getElementById(`tab-${other}`)?.focus();
          }}
        >
          {label[pane]}
          {pane === 'text' && <Badge tasks={tasks} language={language} />}
        </button>
      ))}
    </div>
  );
}

function Badge({ tasks, language }: { tasks: LabOutline['tasks']; language: Language }) {
  const checks = tasks.flatMap((task) => task.checks.map((check) => ({ task: task.id, check: check.id })));
  const outcomes = useStore(labStore, (state) => {
    if (!state.attempt || state.attempt.verdicts.length === 0) return '';
    const shown = checks.map((check) =>
      shownOutcome(verdictOf(state, check.task, check.check), isJudged(state, check.task, check.check)),
    );
    return `${shown.filter((outcome) => outcome === 'pass').length} ${shown.includes('fail')}`;
  });
  if (outcomes === '') return null;
  const [done = '0', hasFailed] = outcomes.split(' ');
  return (
    <span class="badge" data-failed={hasFailed}>
      <span aria-hidden="true">
        {done}/{checks.length}
      </span>
      <span class="sr-only"> {labTextOf(language).checksPassed(Number(done), checks.length)}</span>
    </span>
  );
}
