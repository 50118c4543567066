import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Dial } from '@drydock/host';
import { CourseError, type TerminalKind } from '@drydock/model';
import { type Bucket, createBucket } from './bucket.ts';

/** What a ticket opens, and for whom. `agent` connects to the workspace's agent. */
export interface Grant {
  readonly user: string;
  readonly attempt: string;
  readonly terminal: string;
  readonly kind: TerminalKind;
  readonly agent: Dial;
}

/** Single-use tickets, kept in memory: a restart makes them all void, and pages ask for new ones. */
export interface Tickets {
  /** A new ticket; `rate_limited` when this user asks too often. */
  issue(grant: Grant): string;
  /** What the ticket opens; it is void from now on. Throws `bad_ticket` for one that is unknown, used or too old. */
  redeem(ticket: string): Grant;
  /** Voids every ticket of this attempt. */
  revoke(attempt: string): void;
}

export function createTickets(options: { lifeMs: number; perMinute: number; now: () => number }): Tickets {
  const { now } = options;
  const open = new Map<string, { digest: Buffer; grant: Grant; until: number }>();
  const buckets = new Map<string, Bucket>();

  function prune(): void {
    for (const [id, { until }] of open) if (until <= now()) open.delete(id);
    // A bucket nobody used for a minute is full again, like a new one.
    if (open.size === 0) buckets.clear();
  }

  return {
    issue(grant) {
      prune();
      const bucket =
        buckets.get(grant.user) ?? createBucket({ perSecond: options.perMinute / 60, most: options.perMinute, now });
      buckets.set(grant.user, bucket);
      const waitMs = bucket.take(1);
      if (waitMs > 0)
        throw new CourseError(
          'rate_limited',
          `More than ${options.perMinute} terminals were opened in a minute.`,
          `Try again in ${Math.ceil(waitMs / 1000)} s.`,
        );
      const [id, secret] = [randomBytes(12).toString('base64url'), randomBytes(32).toString('base64url')];
      open.set(id, { digest: digestOf(secret), grant, until: now() + options.lifeMs });
      return `${id}.${secret}`;
    },
    redeem(ticket) {
      const [id = '', secret = ''] = ticket.split('.');
      const found = open.get(id);
      const isRight = timingSafeEqual(digestOf(secret), found?.digest ?? digestOf(''));
      if (!found || !isRight || found.until <= now())
        throw new CourseError(
          'bad_ticket',
          'This terminal ticket is unknown, was used before, or is older than 30 s.',
          'Ask for a new one: POST /api/attempts/<id>/terminals.',
        );
      open.delete(id);
      return found.grant;
    },
    revoke(attempt) {
      for (const [id, { grant }] of open) if (grant.attempt === attempt) open.delete(id);
    },
  };
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
