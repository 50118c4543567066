import { z } from 'zod';
import { Text } from './language.ts';

/**
 * What the grader says of one check. `pending` means it may still become true by itself (a probe that waits within its time).
 * `expected` and `actual` are shown when it is not a pass; `hints` are those revealed so far.
 */
export const Verdict = z.object({
  task: z.string(),
  check: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  pending: z.boolean(),
  message: Text,
  expected: Text.optional(),
  actual: z.string().max(4096).optional(),
  hints: z.array(Text).optional(),
  at: z.iso.datetime(),
});
export type Verdict = z.infer<typeof Verdict>;
