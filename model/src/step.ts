import { z } from 'zod';

/** One step of long work as data; the page and the command line only draw it. `seconds` is the time taken so far or in all. */
export const Step = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cached']),
  seconds: z.number().nonnegative().optional(),
  detail: z.string().optional(),
});
export type Step = z.infer<typeof Step>;
export type OnStep = (step: Step) => void;
