import { z } from 'zod';

export const Role = z.enum(['student', 'instructor', 'operator']);
export type Role = z.infer<typeof Role>;

/** The sender of a request: a user with roles, in a course if there is more than one. */
export const Principal = z.object({ user: z.string(), roles: z.array(Role), course: z.string().optional() });
export type Principal = z.infer<typeof Principal>;
