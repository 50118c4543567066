import type { Lab } from '@drydock/lab';
import { fillParameters, type LabSolution } from '@drydock/model';
import type { Database } from '../database/open.ts';
import { solutionHtml } from './solution-html.ts';
import { fail } from '../text/fail.ts';

/** When a student may read the reference solution of a lab: after any submission of it, after one with full points, or not at all. */
export type SolutionPolicy = 'submitted' | 'full' | 'never';

/** The reference solutions, each behind its lock. */
export interface Solutions {
  /** The solution for this student, or `forbidden` with what unlocks it. HTML in the Markdown is shown as text. */
  read(user: string, lab: Lab): Promise<LabSolution>;
}

export function createSolutions(database: Database, policy: SolutionPolicy): Solutions {
  async function isUnlocked(user: string, lab: string): Promise<boolean> {
    if (policy === 'never') return false;
    const rows = await database
      .selectFrom('submissions')
      .select(['points', 'maxPoints'])
      .where('user', '=', user)
      .where('lab', '=', lab)
      .execute();
    return rows.some(({ points, maxPoints }) => policy === 'submitted' || points === maxPoints);
  }

  async function parametersOf(user: string, lab: string): Promise<Record<string, string>> {
    const latest = await database
      .selectFrom('attempts')
      .select('parametersJson')
      .where('user', '=', user)
      .where('lab', '=', lab)
      .orderBy('createdAt', 'desc')
      .executeTakeFirst();
    return latest?.parametersJson ?? {};
  }

  return {
    async read(user, { id, solution }) {
      if (!(await isUnlocked(user, id))) throw fail('forbidden', (text) => text.solutionLocked(id, policy));
      const parameters = await parametersOf(user, id);
      const html = (markdown: string | undefined): Promise<string> =>
        solutionHtml(fillParameters(markdown ?? '', parameters));
      const [en, zh] = await Promise.all([html(solution.en), html(solution.zh ?? solution.en)]);
      return { html: { en, zh } };
    },
  };
}
