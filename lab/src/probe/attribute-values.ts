import { z } from 'zod';
import { parseDurationMs } from '../language/duration.ts';
import { parseObjectRef, parsePodRef } from '../language/reference.ts';

/** A text that a parser turns into a value; a text it cannot read is a finding. */
export const read = <T>(parse: (text: string) => T | undefined) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `«${text}» cannot be read` });
    return z.NEVER;
  });

/** An attribute without a value. */
export const Flag = z.literal(true).optional();
export const ObjectText = read(parseObjectRef);
export const PodText = read(parsePodRef);
export const Argv = z.array(z.string()).min(1).max(32);
export const AbsolutePath = z.string().regex(/^\/[^\0\n]*$/);
export const Duration = read(parseDurationMs);

/** How long one look inside the cluster may take: a command in a container or on a node, or code that does not act. */
export const lookLimitMs = 8000;
