import { z } from 'zod';

/** A node of a student's sandbox. Only workers are paused: without the control plane nothing of the cluster could be asked. */
export const SandboxNode = z.object({
  /** Its name as the profile has it: control-plane, worker, worker2. */
  name: z.string(),
  /** A paused node does nothing, as one that has failed; its processes and memory are kept. */
  state: z.enum(['running', 'paused']),
  canPause: z.boolean(),
});
export type SandboxNode = z.infer<typeof SandboxNode>;

/** `PUT /api/attempts/:id/nodes/:node` and `PUT /api/playgrounds/:id/nodes/:node`. */
export const ChangeSandboxNode = SandboxNode.pick({ state: true });
