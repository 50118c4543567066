import type { CreateTerminal, ErrorCode } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { z } from 'zod';
import type { Access, Action } from '../identity/may.ts';

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
