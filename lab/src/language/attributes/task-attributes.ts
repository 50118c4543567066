import type { z } from 'zod';
import { Flag } from '../../probe/attribute-values.ts';
import { adviceFor, examples, TaskAttributes } from './attributes.ts';

// Apart from attributes.ts, on which the proof of each lab with a checks.ts depends.
/** The attributes of `<Task>`, with `resume` where a later attempt may begin after it. */
export const WholeTaskAttributes = TaskAttributes.extend({ resume: Flag });

/** What may be written in a `<Task>`: for editors, see labs/components.d.ts. */
export type TaskInput = z.input<typeof WholeTaskAttributes>;

const ofTasks: Readonly<Record<string, string>> = { resume: 'resume, without a value' };

/** What each attribute of a lab looks like when it is right. */
export const allExamples: Readonly<Record<string, string>> = { ...examples, ...ofTasks };

/** What to write instead of a wrong value. */
export function adviceOf(key: string, value: unknown): string {
  return ofTasks[key] ?? adviceFor(key, value);
}
