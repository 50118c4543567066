import { z } from 'zod';
import { Problem } from '../problem/problem.ts';
import { keysOf } from '../typed-record.ts';
import { readableKinds } from './view-kinds.ts';
import { ViewObject } from './view-object.ts';

/**
 * What `GET /api/attempts/:id/view` and `GET /api/playgrounds/:id/view` stream, by SSE and by WebSocket.
 * After `waiting` or another cluster everything comes again as a `snapshot`.
 */
export const ViewEvent = z.discriminatedUnion('type', [
  /** The whole cluster; what was known before is no longer true. */
  z.object({ type: z.literal('snapshot'), objects: z.array(ViewObject) }),
  /** Changed and removed objects of one kind; `removed` are uids. */
  z.object({
    type: z.literal('change'),
    kind: z.string(),
    upserted: z.array(ViewObject),
    removed: z.array(z.string()),
  }),
  /**
   * `live`: the picture is kept up to date. `waiting`: there is no cluster to look at now.
   * `unreachable`: the picture is old, the cluster does not answer.
   */
  z.object({
    type: z.literal('status'),
    status: z.enum(['live', 'waiting', 'unreachable']),
    problem: Problem.nullable(),
  }),
]);
export type ViewEvent = z.infer<typeof ViewEvent>;

/** `GET …/view/object?kind=&namespace=&name=` → the object as YAML. */
export const ViewObjectQuery = z.object({
  kind: z.enum(keysOf(readableKinds)),
  namespace: z.string().max(63).optional(),
  name: z.string().min(1).max(253),
});
export type ViewObjectQuery = z.infer<typeof ViewObjectQuery>;
