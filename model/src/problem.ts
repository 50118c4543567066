import { z } from 'zod';

/** What is wrong and what to do about it: the error shape of the API and the finding of a preflight. `zh` has both in Chinese. */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  zh: z.object({ message: z.string(), fix: z.string() }).optional(),
});
export type Problem = z.infer<typeof Problem>;
