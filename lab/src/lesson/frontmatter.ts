import { SandboxProfile } from '@drydock/model';
import { z } from 'zod';
import { placeOfField } from '../language/frontmatter.ts';
import type { Report } from '../problem.ts';

/** The head of every lesson. */
export const LessonFrontmatter = z.looseObject({
  title: z.string().min(1),
  description: z.string().min(1).optional(),
});
export type LessonFrontmatter = z.infer<typeof LessonFrontmatter>;

/** The head of a lesson with cells. */
export const RunnableFrontmatter = z.looseObject({
  title: z.string().min(1),
  description: z.string().min(1),
  /** How long the lesson takes, waiting included. */
  minutes: z.int().positive().max(240),
  /** What the student can do afterwards. */
  objectives: z.array(z.string().min(1)).min(2).max(4),
  /** `module/lesson` of the lessons it builds on. */
  needs: z.array(z.string()).default([]),
  profile: SandboxProfile.default('one-node'),
  /** Whether its playground has a private registry. */
  registry: z.boolean().default(false),
});
export type RunnableFrontmatter = z.infer<typeof RunnableFrontmatter>;

const advice: Readonly<Record<string, string>> = {
  title: 'Write title: Memory requests and limits.',
  description: 'Write description: and one or two sentences.',
  minutes: 'Write minutes: 20, measured, waiting included.',
  objectives: 'Write two to four sentences under objectives:, each what the student can do afterwards.',
  needs: 'Write needs: [glance/architecture], or needs: [] for none.',
  registry: 'Write registry: true, or leave it out.',
  profile: `Write profile: and one of ${SandboxProfile.options.join(', ')}.`,
};

/** Reads the head of a lesson with cells. */
export function readRunnable(
  frontmatter: LessonFrontmatter,
  source: string,
  report: Report,
): RunnableFrontmatter | undefined {
  const { success, data, error } = RunnableFrontmatter.safeParse(frontmatter);
  if (success) return data;
  const fields = new Map(error.issues.map(({ path, message }) => [String(path[0]), message] as const));
  for (const [field, message] of fields) {
    const isThere = frontmatter[field] !== undefined;
    const text = isThere ? `Field ${field} is wrong: ${message}.` : `A lesson with cells lacks ${field}.`;
    report(placeOfField(source, field), text, advice[field] ?? '');
  }
  return undefined;
}
