import { suggest } from '../../lint/suggest.ts';
import type { Report } from '../../problem.ts';
import type { Attribute } from '../attributes/literal-attributes.ts';
import type { Element } from '../mdx.ts';
import type { ShownBlock } from './solution-blocks.ts';

/** A task as far as it is written: the places count also where the rest of it cannot be read. */
interface Written {
  readonly id: string;
  readonly resume: Attribute | undefined;
}

/**
 * Finds resume points that no attempt could begin from: `resume` without a block of `<Solution>` that ends the task, or on the last task, and marks of blocks that are out of
 * place. `elements` are those of the page, `shown` the commands of its solution.
 */
export function checkResumePoints(elements: readonly Element[], shown: readonly ShownBlock[], report: Report): void {
  if (shown.length === 0) return;
  const tasks = elements.flatMap(({ name, attributes }): Written[] => {
    const id = attributes.get('id')?.value;
    return name === 'Task' && typeof id === 'string' ? [{ id, resume: attributes.get('resume') }] : [];
  });
  const last = tasks.at(-1);
  for (const task of tasks) {
    const { id, resume } = task;
    if (!resume) continue;
    if (task === last)
      report(resume.place, `The task ${id} is the last one: after it nothing is left to do.`, 'Remove resume.');
    else if (!shown.some(({ ends }) => ends === id))
      report(
        resume.place,
        `No block of <Solution> ends the task ${id}, so no cluster can be brought to where it is done.`,
        `Write ends=${id} in the opening line of its last block, as in \`\`\`sh ends=${id}.`,
      );
  }
  for (const [index, block] of shown.entries()) {
    const flaw = block.ends === undefined ? undefined : flawOf(block.ends, index, tasks, shown);
    if (flaw) report(block.place, flaw.message, flaw.fix);
  }
}

/** What is wrong with the mark of a block, by its index. */
function flawOf(
  ends: string,
  index: number,
  tasks: readonly Written[],
  shown: readonly ShownBlock[],
): { message: string; fix: string } | undefined {
  const ids = tasks.map(({ id }) => id);
  const task = tasks.find(({ id }) => id === ends);
  if (!task) {
    const nearest = suggest(ends, ids);
    return {
      message: `The block ends the task ${JSON.stringify(ends)}, which the lab does not have.`,
      fix: nearest === undefined ? `Its tasks are ${ids.join(', ')}.` : `Did you mean ends=${nearest}?`,
    };
  }
  if (!task.resume)
    return {
      message: `The block ends the task ${ends}, and no attempt can begin after that.`,
      fix:
        task === tasks.at(-1)
          ? `Remove ends=${ends}: after the last task nothing is left to do.`
          : `Write resume in <Task id="${ends}" …>, or remove ends=${ends}.`,
    };
  const before = shown
    .slice(0, index)
    .flatMap((block) => (block.ends === undefined ? [] : [{ ...block, id: block.ends }]));
  const same = before.find(({ id }) => id === ends);
  if (same)
    return {
      message: `The task ${ends} is ended twice; line ${same.place.line} ends it already.`,
      fix: `Keep ends=${ends} at the last block that belongs to it.`,
    };
  const later = before.find(({ id }) => ids.indexOf(id) > ids.indexOf(ends));
  if (later)
    return {
      message: `The block ends the task ${ends} after line ${later.place.line} has ended ${later.id}, which is a later task.`,
      fix: `Show the commands in the order of the tasks: ${ids.join(', ')}.`,
    };
  if (index === shown.length - 1)
    return {
      message: `The last block of <Solution> ends the task ${ends}, so that nothing would be left to do after it.`,
      fix: `Write ends=${ends} at the last block that belongs to this task alone.`,
    };
  return undefined;
}
