import type { Fleet } from '@drydock/sandbox';
import type { Relay } from '@drydock/terminal';
import type { Logger } from 'pino';
import type { Recordings } from '../recordings/recordings.ts';
import type { Leases } from '../leases/leases.ts';
import type { SigningKey } from '../submissions/key.ts';
import type { CreateGrader } from './grading/grader-session.ts';
import type { Store } from './store.ts';

/** What attempts are made from; `closing` aborts when the server goes down, which leaves every sandbox and every row as it is. */
export interface Deps {
  readonly store: Store;
  readonly fleet: Fleet;
  readonly leases: Leases;
  readonly relay: Relay;
  readonly recordings: Recordings;
  readonly createGrader: CreateGrader;
  readonly key: SigningKey;
  /** How long a request may be without an answer; what takes longer is told by the stream of events. */
  readonly answerMs: number;
  /** How long the sandbox of a full submission stays, unless the student keeps it. */
  readonly afterSubmitMs: number;
  /** How long the set-up of a lab gives way to the first prompt; 0 is not at all. */
  readonly promptFirstMs: number;
  readonly closing: AbortSignal;
  readonly log: Logger;
}
