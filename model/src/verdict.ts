import { z } from 'zod';
import { Text } from './language.ts';

/** One field that a check compared: `isMet` is whether `actual` is as expected. `expected` is left out where it would give the answer away. */
export const VerdictRow = z.object({
  name: z.string().max(256),
  expected: z.string().max(1024).optional(),
  actual: z.string().max(4096),
  isMet: z.boolean(),
});
export type VerdictRow = z.infer<typeof VerdictRow>;

/**
 * The grader's result for one check. `pending` means it may still become true on its own (a probe that waits within its time).
 * `expected` and `actual` are shown when it is not a pass; `hints` are those revealed so far. `actual` is what was found and no sentence of ours; where it has
 * words all the same (`running, 2 restarts`), `actualZh` has them in Chinese.
 * `missing` names the object a failed check waits for ("Pod memory-demo in namespace mem-example"): the student has not begun it. `because` explains the
 * failure by the state of the cluster (an image that cannot be pulled, a crash with its last log line). `rows` are the fields the check compared.
 */
export const Verdict = z.object({
  task: z.string(),
  check: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  pending: z.boolean(),
  message: Text,
  expected: Text.optional(),
  actual: z.string().max(4096).optional(),
  actualZh: z.string().max(4096).optional(),
  missing: z.string().max(512).optional(),
  because: Text.optional(),
  rows: z.array(VerdictRow).max(32).optional(),
  hints: z.array(Text).optional(),
  at: z.iso.datetime(),
});
export type Verdict = z.infer<typeof Verdict>;
