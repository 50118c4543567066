import type { Problem } from '@drydock/model';
import type { Text } from '../../text/en.ts';

/** The two sentences of a problem; those without words from the server are the page's own. */
export function problemText(problem: Problem, text: Text): { message: string; fix: string } {
  if (problem.code === 'network' && !problem.message) return text.network;
  if (problem.code === 'bad_answer' && !problem.message) return text.badAnswer;
  return problem;
}
