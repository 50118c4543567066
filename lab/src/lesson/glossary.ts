import { z } from 'zod';

const Words = z.strictObject({ en: z.array(z.string()).default([]), zh: z.array(z.string()).default([]) });

/** `content/glossary.json`: one word for one thing, in both languages. */
export const Glossary = z.strictObject({
  terms: z.array(
    z.strictObject({
      en: z.string(),
      zh: z.string(),
      /** What is not written for it. */
      not: Words.default({ en: [], zh: [] }),
      /** The Chinese text has the English in brackets where it first uses the term. */
      isIntroduced: z.boolean().default(false),
    }),
  ),
  /** Turns of phrase that are written in another way. */
  phrases: z.strictObject({
    en: z.array(z.strictObject({ not: z.string(), write: z.string() })),
    zh: z.array(z.strictObject({ not: z.string(), write: z.string() })),
  }),
});
export type Glossary = z.infer<typeof Glossary>;
