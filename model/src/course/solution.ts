import { z } from 'zod';
import { Text } from '../language.ts';

/** A lab's reference solution as HTML without scripts, with the values of the student's latest attempt filled in. */
export const LabSolution = z.object({ html: Text });
export type LabSolution = z.infer<typeof LabSolution>;
