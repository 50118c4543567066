import { z } from 'zod';
import { Text } from '../language.ts';

/** The course catalogue, `content/course.json`: modules in order, each with its lessons. A lesson is written when its MDX file exists. */
export const Course = z.object({
  modules: z.array(
    z.object({
      id: z.string().regex(/^[a-z0-9-]+$/),
      number: z.number().int().positive(),
      title: Text,
      lessons: z.array(
        z.object({
          id: z.string().regex(/^[a-z0-9-]+$/),
          number: z.string().regex(/^\d+\.\d+$/),
          title: Text,
          summary: Text,
          labs: z.array(z.string()),
        }),
      ),
    }),
  ),
});
export type Course = z.infer<typeof Course>;
