import type { Language, Problem } from '@drydock/model';
import { textOf } from '../../text/text.ts';
import { problemText } from './problem-text.ts';

/** A problem in the language of the page, with the server's own words folded away where they are in another. */
export function ProblemWords({ problem, language }: { problem: Problem; language: Language }) {
  const { message, fix, detail } = problemText(problem, language);
  return (
    <>
      <strong>{message}</strong> {fix}
      {detail && (
        <details class="problem-detail">
          <summary>{textOf(language).detail}</summary>
          <span lang="en">{detail}</span>
        </details>
      )}
    </>
  );
}
