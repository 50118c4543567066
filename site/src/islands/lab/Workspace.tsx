import type { Language } from '@drydock/model';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ResumePoint } from '../../course/outline.ts';
import { labTextOf } from '../../text/lab.ts';
import { labStore, resetAttempt, showProblem } from '../attempt/session.ts';
import { Steps } from '../lease/Steps.tsx';
import { Waiting, type LabName } from '../lease/Waiting.tsx';
import { Button } from '../controls/Button.tsx';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { loadPart } from '../state/load-part.ts';
import { useStore } from '../state/store.ts';
import type { TerminalDockProps } from '../terminal/TerminalDock.tsx';
import type { ClusterViewProps } from '../view/ClusterView.tsx';
import { showSide, shownSide } from './panes/panes.ts';
import { SideTabs } from './panes/SideTabs.tsx';
import { StartPanel } from './StartPanel.tsx';

/** The right pane: the offer to start, the steps while a cluster comes up, then the terminals and the view of the cluster. Their scripts are loaded when they are shown. */
export default function Workspace({
  lab,
  points,
  nodes,
  labs,
  language,
}: {
  lab: string;
  /** The tasks after which an attempt may begin. */
  points: ResumePoint[];
  /** The nodes that have a shell here, see the dock. */
  nodes: readonly string[];
  labs: LabName[];
  language: Language;
}) {
  const text = labTextOf(language);
  const id = useStore(labStore, (state) => state.attempt?.id ?? null);
  const cluster = useStore(labStore, (state) => state.attempt?.state ?? null);
  const sandbox = useStore(labStore, (state) => state.attempt?.sandbox ?? null);
  const steps = useStore(labStore, (state) => state.attempt?.steps) ?? [];
  const [Dock, setDock] = useState<ComponentType<TerminalDockProps> | null>(null);
  /** Which sandbox of which attempt the terminals belong to: a reset may bring another one. */
  const [opened, setOpened] = useState<{ id: string; sandbox: string | null } | null>(null);
  const side = useStore(shownSide, (shown) => shown);
  const [Cluster, setCluster] = useState<ComponentType<ClusterViewProps> | null>(null);
  const wasStartedHere = useRef(false);
  useEffect(() => {
    if (cluster !== 'ready' || !id) return;
    setOpened((before) => (before?.id === id && before.sandbox === sandbox ? before : { id, sandbox }));
    void loadPart(() => import('../terminal/TerminalDock.tsx')).then((module) => setDock(() => module.default));
  }, [cluster, id, sandbox]);
  useEffect(() => {
    if (side === 'cluster')
      void loadPart(() => import('../view/ClusterView.tsx')).then((module) => setCluster(() => module.default));
  }, [side]);

  if (cluster === 'starting' || cluster === 'queued') wasStartedHere.current = true;

  const isOver = cluster === null || cluster === 'ended';
  const isComing = cluster === 'queued' || cluster === 'starting' || cluster === 'setup' || cluster === 'failed';
  const isBroken = cluster === 'failed' || cluster === 'lost';
  const isOpen = opened !== null && opened.id === id && !isOver;
  return (
    <div class="workspace">
      {isOver && <StartPanel lab={lab} points={points} language={language} />}
      {isComing && (
        <section class="starting" data-strip={isOpen} aria-labelledby="starting-title">
          <h2 id="starting-title">{isOpen ? text.state[cluster] : text.startingTitle}</h2>
          {steps.length > 0 ? <Steps steps={steps} language={language} /> : !isOpen && <p>{text.state[cluster]}…</p>}
          {cluster === 'queued' && (
            <Waiting own={id} steps={steps} labs={labs} onProblem={showProblem} language={language} />
          )}
        </section>
      )}
      {isBroken && <BrokenPanel state={cluster} language={language} />}
      {cluster === 'ready' && !Dock && <p class="loading">{text.terminalLoading}</p>}
      {isOpen && <SideTabs language={language} />}
      {isOpen && Dock && (
        <div class="side" id="side-terminal" role="tabpanel" aria-label={text.terminal} hidden={side !== 'terminal'}>
          <Dock
            key={`${id} ${opened.sandbox}`}
            place={{ kind: 'attempts', id: opened.id }}
            nodes={nodes}
            isFocused={wasStartedHere.current && isFocusFree()}
            onReach={() => showSide('terminal')}
            language={language}
          />
        </div>
      )}
      {isOpen && (
        <div class="side" id="side-cluster" role="tabpanel" aria-label={text.clusterPane} hidden={side !== 'cluster'}>
          {/* It looks at the cluster for as long as it is there. */}
          {side === 'cluster' && Cluster && <Cluster place={{ kind: 'attempt', id: opened.id }} language={language} />}
        </div>
      )}
    </div>
  );
}

/** Whether the terminal may take the focus: a student who has gone on to a button or the text keeps it. */
function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.closest('.pane-terminal') != null;
}

function BrokenPanel({ state, language }: { state: 'failed' | 'lost'; language: Language }) {
  const text = labTextOf(language);
  const problem = useStore(labStore, (lab) => lab.attempt?.problem ?? null);
  const busy = useStore(labStore, (lab) => lab.busy);
  return (
    <section class="start broken" aria-labelledby="broken-title">
      <h2 id="broken-title">{text.state[state]}</h2>
      {problem && (
        <div class="told">
          <ProblemWords problem={problem} language={language} />
        </div>
      )}
      <Button class="primary large" isOff={busy !== null} onClick={() => void resetAttempt()}>
        {text.newCluster}
      </Button>
    </section>
  );
}
