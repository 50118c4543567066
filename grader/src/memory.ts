import { type CheckMemory, isAct } from './judge.ts';
import type { Check } from './lab.ts';

/** What a grader knows that the cluster does not tell again: plain data, to be kept beside the attempt. */
export interface GraderMemory {
  /** By check: conditions that were once true, and what acts have shown. */
  readonly checks: Readonly<Record<string, Pick<CheckMemory, 'wasTrueOf' | 'acted'>>>;
  /** The uids of what the lab's setup made; absent when this attempt's start state was made by somebody else. */
  readonly made?: readonly string[];
}

export interface Memories {
  readonly of: (check: Check) => CheckMemory;
  readonly find: (id: string) => CheckMemory | undefined;
  readonly made: readonly string[] | undefined;
  /** Tells what is worth keeping, when that has changed. */
  tell(): void;
  /** Begins anew with the start state of these uids. */
  begin(made: readonly string[]): void;
}

/** Holds the memory of each check; begins with what an earlier grader of the same attempt told. */
export function createMemories(
  checks: readonly Check[],
  remembered: GraderMemory = { checks: {} },
  onRemember: (memory: GraderMemory) => void = () => undefined,
): Memories {
  const memories = new Map<string, CheckMemory>(
    Object.entries(remembered.checks).map(([id, memory]) => [id, { ...memory }]),
  );
  let { made } = remembered;
  const signature = (): string =>
    [...checks.map(({ id }) => `${id} ${memories.get(id)?.wasTrueOf ?? ''}`), ...(made ?? [])].join('\n');
  let told = signature();
  const lasting = new Set(checks.filter((check) => check.isOnce || isAct(check)).map(({ id }) => id));

  function tell(): void {
    const now = signature();
    if (now === told) return;
    told = now;
    const worth = [...memories].filter(([id, { wasTrueOf }]) => lasting.has(id) && wasTrueOf !== undefined);
    onRemember({
      checks: Object.fromEntries(
        worth.map(([id, { wasTrueOf, acted }]) => [id, { wasTrueOf, ...(acted && { acted }) }]),
      ),
      ...(made && { made }),
    });
  }

  return {
    of(check) {
      const memory = memories.get(check.id) ?? {};
      memories.set(check.id, memory);
      return memory;
    },
    find: (id) => memories.get(id),
    get made() {
      return made;
    },
    tell,
    begin(uids) {
      memories.clear();
      made = uids;
      tell();
    },
  };
}
