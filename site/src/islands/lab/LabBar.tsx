import type { Language } from '@drydock/model';
import { useEffect } from 'preact/hooks';
import type { LabCard } from '../../course/labs.ts';
import { labTextOf } from '../../text/lab.ts';
import { labStore, openLab } from '../attempt/session.ts';
import { TimeLeft } from '../lease/TimeLeft.tsx';
import { useStore } from '../state/store.ts';
import { Announcer } from './Announcer.tsx';
import { CheckedAgo } from './CheckedAgo.tsx';
import { AutoSubmit } from './FullPoints.tsx';
import { LabActions } from './LabActions.tsx';
import { Notices } from './Notices.tsx';
import { BeganAfter } from './ReachedPoint.tsx';
import { revealResult } from './reveal-result.ts';

/** The bar above the panes: cluster state, time left, points and the actions, with notices below. It also opens the lab for the whole page. */
export default function LabBar({ lab, language }: { lab: LabCard; language: Language }) {
  const text = labTextOf(language);
  const state = useStore(labStore, ({ attempt, isKnown }) => attempt?.state ?? (isKnown ? 'none' : 'unknown'));
  const until = useStore(labStore, ({ attempt }) => (attempt?.state === 'ready' ? attempt.expiresAt : null));
  const points = useStore(labStore, ({ attempt }) => attempt?.points ?? 0);
  const result = useStore(labStore, (lab) => lab.result);
  useEffect(() => void openLab(lab.id), []);
  useEffect(() => {
    if (result) revealResult(result.kind);
  }, [result]);
  return (
    <>
      <div class="lab-bar">
        <p class="cluster" data-state={state}>
          <span class="dot" aria-hidden="true" />
          <span class="sr-only">{text.clusterState}: </span>
          {text.state[state]}
        </p>
        {until !== null && <TimeLeft until={until} language={language} />}
        <p class="points" data-points={points}>
          {text.pointsOf(points, lab.points)}
        </p>
        <CheckedAgo language={language} />
        <AutoSubmit language={language} />
        <LabActions tasks={lab.outline.tasks} language={language} />
      </div>
      <BeganAfter tasks={lab.outline.tasks} language={language} />
      <Notices points={lab.points} tasks={lab.outline.tasks} language={language} />
      <Announcer tasks={lab.outline.tasks} maxPoints={lab.points} language={language} />
    </>
  );
}
