import { z } from 'zod';

/** What a student holds a sandbox for. */
export const LeasePurpose = z.enum(['attempt', 'playground']);
export type LeasePurpose = z.infer<typeof LeasePurpose>;

/**
 * A student's hold on one sandbox, for a purpose and a time. An attempt has one and so has a playground, under
 * the same id; neither knows how a cluster is claimed, frozen, found again or given back. Times are ISO 8601 in UTC.
 */
export const Lease = z.object({
  /** The id of the attempt or the playground that it is for. */
  id: z.string(),
  user: z.string(),
  purpose: LeasePurpose,
  /** The sandbox it holds, or held last; null before the first one and between two. */
  sandbox: z.string().nullable(),
  /** When the student was last here; an idle lease has its sandbox frozen. */
  activeAt: z.iso.datetime(),
  /** When the sandbox was ready for the student; null while it is being prepared. */
  readyAt: z.iso.datetime().nullable(),
  /** When it ends; null until the sandbox is ready: a student's time begins then. */
  expiresAt: z.iso.datetime().nullable(),
  /** How often the student may still ask for one more hour. */
  extensionsLeft: z.number().int().nonnegative(),
});
export type Lease = z.infer<typeof Lease>;
