import type { CreateTerminal, ErrorCode } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { z } from 'zod';
import type { Access, Action } from '../identity/may.ts';

/** The id of what has a sandbox, in an address: what is no id at all is told like an unknown one. */
export const PlaceParams = z.object({ id: z.string().max(64) });

/** What has a sandbox with terminals: attempts, or playgrounds. */
export interface SandboxPlace {
  /** Its address, as in `/api/attempts/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly kubeconfigAction: Action;
  readonly problems: readonly ErrorCode[];
  /** The sandbox, thawed; rejects while there is none to use. */
  sandbox(access: Access, id: string): Promise<Sandbox>;
  /** The same, for a terminal of this kind to be opened; rejects for a kind it does not have. */
  forTerminal(access: Access, id: string, kind: z.output<typeof CreateTerminal>['kind']): Promise<Sandbox>;
}
