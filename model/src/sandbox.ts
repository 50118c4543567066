import { z } from 'zod';

/** one-node: one control plane that also runs workloads; three-nodes: one control plane and two workers. */
export const SandboxProfile = z.enum(['one-node', 'three-nodes']);
export type SandboxProfile = z.infer<typeof SandboxProfile>;

/** A sandbox as it is read from the host's labels; `broken` means parts of it are gone. */
export const SandboxSummary = z.object({
  id: z.string().regex(/^[a-z0-9]{6,16}$/),
  profile: SandboxProfile,
  driver: z.string(),
  state: z.enum(['running', 'frozen', 'broken']),
  createdAt: z.iso.datetime(),
});
export type SandboxSummary = z.infer<typeof SandboxSummary>;
