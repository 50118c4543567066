import { z } from 'zod';

/** What is wrong and what to do about it: the error shape of the API and the finding of a preflight. */
export const Problem = z.object({ code: z.string(), message: z.string(), fix: z.string() });
export type Problem = z.infer<typeof Problem>;
