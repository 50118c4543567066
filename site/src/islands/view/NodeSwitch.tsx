import type { Language, Problem, SandboxNode } from '@drydock/model';
import { useEffect, useState } from 'preact/hooks';
import type { Outcome } from '../api/request.ts';
import '../../styles/node-switch.css';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { askNodes, changeNode, nodeNamed } from './node-switch.ts';
import type { Place } from './place.ts';
import { useView } from './shown.ts';

/** Stops a worker as a failure would, and has it go on. Shows nothing for a node that cannot be paused. */
export function NodeSwitch({ place, name, language }: { place: Place; name: string; language: Language }) {
  const { text } = useView();
  const [nodes, setNodes] = useState<readonly SandboxNode[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const node = nodeNamed(nodes, name);

  const take = (outcome: Outcome<SandboxNode[]>): void => {
    if (outcome.ok) setNodes(outcome.value);
    setProblem(outcome.ok ? null : outcome.problem);
  };
  useEffect(() => {
    let isLeft = false;
    void askNodes(place).then((outcome) => isLeft || take(outcome));
    return () => {
      isLeft = true;
    };
  }, [place.kind, place.id, name]);

  async function flip({ name: own, state }: SandboxNode): Promise<void> {
    setBusy(true);
    take(await changeNode(place, own, state === 'paused' ? 'running' : 'paused'));
    setBusy(false);
  }

  if (problem === null && !node?.canPause) return null;
  const isPaused = node?.state === 'paused';
  return (
    <div class="cv-node-switch">
      {node && (
        <>
          <button type="button" aria-disabled={isBusy} onClick={() => isBusy || void flip(node)}>
            {isPaused ? text.resumeNode : text.pauseNode}
          </button>
          <p role="status">{isPaused ? text.nodePaused : text.nodeRuns}</p>
        </>
      )}
      {problem && (
        <p class="cv-why">
          <ProblemWords problem={problem} language={language} />
        </p>
      )}
    </div>
  );
}
