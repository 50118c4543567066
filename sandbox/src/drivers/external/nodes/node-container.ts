import { z } from 'zod';

/** A node that is a container of this Docker: its name in Kubernetes, its container's id of 64 digits, and the network in which it has its address. */
export const NodeContainer = z.object({ name: z.string(), container: z.string(), network: z.string() });
export type NodeContainer = z.infer<typeof NodeContainer>;
