import { z } from 'zod';

/** What happened and what to do about it, in one language. */
export const Words = z.object({ message: z.string(), fix: z.string() });
export type Words = z.infer<typeof Words>;

/** What is wrong and what to do about it: the error shape of the API and the finding of a preflight. `zh` has both in Chinese. */
export const Problem = z.object({ code: z.string(), ...Words.shape, zh: Words.optional() });
export type Problem = z.infer<typeof Problem>;
