import { z } from 'zod';

/** The languages every text exists in. */
export const languages = ['en', 'zh'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** One text in every language. */
export const Text = z.object({ en: z.string(), zh: z.string() });
export type Text = z.infer<typeof Text>;
