import type { DriverFacts, Sandbox } from '@drydock/sandbox';
import type { CellLink, Relay } from '@drydock/terminal';
import type { Logger } from 'pino';
import type { CellStore } from '../cells/store.ts';
import type { LessonHeads } from '@drydock/lab';
import type { Leases } from '../leases/leases.ts';
import type { StartRegistry } from './registry.ts';
import type { PlaygroundStore } from './store.ts';

/** What playgrounds are made from; `closing` aborts when the server goes down, which leaves every sandbox and every row as it is. */
export interface PlaygroundDeps {
  readonly store: PlaygroundStore;
  readonly cells: CellStore;
  readonly lessons: LessonHeads;
  readonly startRegistry: StartRegistry;
  readonly leases: Leases;
  readonly driver: DriverFacts;
  readonly relay: Pick<Relay, 'drop'>;
  readonly link: CellLink;
  readonly ensureUser: (user: string) => Promise<void>;
  /** The sandboxes of the host; undefined while it does not answer. */
  readonly listSandboxes: () => Promise<readonly Sandbox[] | undefined>;
  /** How long a request may be without an answer; what takes longer is told by the stream of events. */
  readonly answerMs: number;
  readonly closing: AbortSignal;
  readonly log: Logger;
}
