import { z } from 'zod';

/**
 * Where a claim is in the queue: `place` 1 is the next one to get a cluster, `waiting` is how many wait in all, `seconds` how long it may take
 * from now, guessed from what happened lately; absent while nothing is known.
 */
export const QueuePlace = z.object({
  place: z.number().int().positive(),
  waiting: z.number().int().positive(),
  seconds: z.number().int().nonnegative().optional(),
});
export type QueuePlace = z.infer<typeof QueuePlace>;

/**
 * One step of long work as data; the page and the command line only draw it. `seconds` is the time taken so far or in all, `since` the
 * server's time when a running step began, and `zh` has the texts in Chinese.
 */
export const Step = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cached']),
  seconds: z.number().nonnegative().optional(),
  since: z.iso.datetime().optional(),
  detail: z.string().optional(),
  zh: z.object({ title: z.string().optional(), detail: z.string().optional() }).optional(),
  queue: QueuePlace.optional(),
});
export type Step = z.infer<typeof Step>;
export type OnStep = (step: Step) => void;
