import type { LabSolution as Solution, Language, Problem } from '@drydock/model';
import { useEffect, useRef, useState } from 'preact/hooks';
import { labTextOf } from '../../text/lab.ts';
import { readSolution } from '../api/guards.ts';
import { request } from '../api/request.ts';
import { ProblemWords } from '../problem/ProblemWords.tsx';
import { buildBars } from '../terminal/build-bars.ts';
import { offerTerminalCopies } from '../terminal/clipboard/copy-buttons.ts';

/** The reference solution, asked for when it is opened: the server says whether this student may read it yet. */
export function LabSolution({ lab, language }: { lab: string; language: Language }) {
  const text = labTextOf(language);
  const [solution, setSolution] = useState<Solution>();
  const [problem, setProblem] = useState<Problem>();
  const isAsking = useRef(false);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!shown.current) return;
    buildBars(shown.current, text);
    offerTerminalCopies(shown.current, text);
  }, [solution]);
  async function open(): Promise<void> {
    if (solution || isAsking.current) return;
    isAsking.current = true;
    setProblem(undefined);
    const answer = await request('GET', `/labs/${lab}/solution`, readSolution);
    isAsking.current = false;
    if (answer.ok) setSolution(answer.value);
    else setProblem(answer.problem);
  }
  return (
    <details class="solution" onToggle={(event) => event.currentTarget.open && void open()}>
      <summary>{text.solution}</summary>
      {problem ? (
        <div role="status">
          {problem.code === 'forbidden' ? (
            `${text.solutionLocked.message} ${text.solutionLocked.fix}`
          ) : (
            <ProblemWords problem={problem} language={language} />
          )}
        </div>
      ) : solution ? (
        // Made from Markdown by the server, which lets no HTML through.
        <div
          ref={shown}
          class="solution-text sl-markdown-content"
          dangerouslySetInnerHTML={{ __html: solution.html[language] }}
        />
      ) : (
        <p role="status">{text.solutionComing}</p>
      )}
    </details>
  );
}
