import { z } from 'zod';
import { Text } from '../language.ts';
import { SandboxProfile } from '../life/sandbox.ts';

/** A lab's id: the name of its folder. */
export const LabId = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/);

/** What the browser may know of a check: never its expression, expected value or solution. */
export const PublicCheck = z.object({ id: z.string(), title: Text, hints: z.number().int().nonnegative() });
export type PublicCheck = z.infer<typeof PublicCheck>;

export const PublicTask = z.object({
  id: z.string(),
  points: z.number().int().positive(),
  title: Text,
  /** Who has once passed it and every task before it may begin a later attempt right after it. */
  resume: z.literal(true).optional(),
  checks: z.array(PublicCheck),
});
export type PublicTask = z.infer<typeof PublicTask>;

/** A lab as the browser sees it; the prose itself is rendered by the site from the same MDX. `{{name}}` in it stands for a parameter. */
export const PublicLab = z.object({
  id: LabId,
  lesson: z.string(),
  title: Text,
  minutes: z.number().int().positive(),
  profile: SandboxProfile,
  points: z.number().int().nonnegative(),
  nodeShell: z.boolean(),
  tasks: z.array(PublicTask),
});
export type PublicLab = z.infer<typeof PublicLab>;
