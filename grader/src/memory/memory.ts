import { type CheckMemory, isAct } from '../verdict/judge.ts';
import type { Check } from '@drydock/lab';
import { type EventMemory, type SeenEvents, createSeenEvents } from './seen-events.ts';
import { type RequestMemory, type SeenRequests, createSeenRequests } from './seen-requests.ts';
import type { System } from '../integrity/system.ts';

/** What a grader knows and cannot read from the cluster again: plain data, stored with the attempt. */
export interface GraderMemory {
  /** By check: conditions that were once true, what acts have shown, and when what must never be so was so. */
  readonly checks: Readonly<Record<string, Pick<CheckMemory, 'wasTrueOf' | 'acted' | 'brokenAt'>>>;
  /** The uids of what the lab's setup made; absent when the start state was made elsewhere. */
  readonly made?: readonly string[];
  /** What was seen of the events that checks ask for. */
  readonly events?: EventMemory;
  /** What was seen in the log of the private registry, by repository. */
  readonly requests?: RequestMemory;
  /** The cluster's own system as the first grader on this cluster found it. It outlives a reset, which puts it back. */
  readonly system?: System;
}

export interface Memories {
  readonly of: (check: Check) => CheckMemory;
  readonly find: (id: string) => CheckMemory | undefined;
  readonly made: readonly string[] | undefined;
  readonly events: SeenEvents;
  readonly requests: SeenRequests;
  /** A change is reported with the next report. */
  system: System | undefined;
  /** Reports what is worth keeping, when that has changed. */
  tell(): void;
  /** Starts again with a start state of these uids. */
  begin(made: readonly string[]): void;
}

/** Holds the memory of each check; begins with what an earlier grader of the same attempt told. */
export function createMemories(
  checks: readonly Check[],
  startedAt: Date,
  remembered: GraderMemory = { checks: {} },
  onRemember: (memory: GraderMemory) => void = () => undefined,
): Memories {
  const memories = new Map<string, CheckMemory>(
    Object.entries(remembered.checks).map(([id, memory]) => [id, { ...memory }]),
  );
  let { made, system } = remembered;
  const asked = checks.flatMap(({ probe }) => (probe.kind === 'event' ? [probe] : []));
  const events = createSeenEvents(asked, startedAt, remembered.events);
  const requests = createSeenRequests(remembered.requests);
  const signature = (): string =>
    [
      ...checks.map(({ id }) => `${id} ${memories.get(id)?.wasTrueOf ?? ''} ${memories.get(id)?.brokenAt ?? ''}`),
      ...(made ? ['made', ...made] : []),
      events.signature,
      requests.signature,
      ...(system?.objects ?? []).map(({ metadata }) => metadata.uid),
      ...(system?.nodes ?? []).map(({ uid }) => uid),
      ...(system?.removed ?? []).map(({ metadata }) => `removed ${metadata.uid}`),
      ...(system?.displaced ?? []).map(({ node = '', path }) => `displaced ${node} ${path}`),
    ].join('\n');
  let told = signature();
  const lasting = new Set(checks.filter((check) => check.isOnce || isAct(check)).map(({ id }) => id));

  function tell(): void {
    const now = signature();
    if (now === told) return;
    told = now;
    const worth = [...memories].flatMap(([id, { wasTrueOf, acted, brokenAt }]) => {
      const isLasting = lasting.has(id) && wasTrueOf !== undefined;
      const kept = {
        ...(isLasting && { wasTrueOf, ...(acted && { acted }) }),
        ...(brokenAt !== undefined && { brokenAt }),
      };
      return isLasting || brokenAt !== undefined ? [[id, kept] as const] : [];
    });
    onRemember({
      checks: Object.fromEntries(worth),
      ...(made && { made }),
      ...(asked.length > 0 && { events: events.memory }),
      ...(requests.signature !== '' && { requests: requests.memory }),
      ...(system && { system }),
    });
  }

  return {
    of(check) {
      const memory = memories.get(check.id) ?? {};
      memories.set(check.id, memory);
      return memory;
    },
    find: (id) => memories.get(id),
    events,
    requests,
    get made() {
      return made;
    },
    get system() {
      return system;
    },
    set system(found) {
      system = found;
    },
    tell,
    begin(uids) {
      memories.clear();
      events.clear();
      requests.clear();
      made = uids;
      tell();
    },
  };
}
