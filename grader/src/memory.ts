import type { CheckMemory } from './judge.ts';
import type { Check } from './lab.ts';

/** What a grader knows that the cluster does not tell again, by check: plain data, to be kept beside the attempt. */
export type GraderMemory = Readonly<Record<string, Pick<CheckMemory, 'wasTrueOf' | 'acted'>>>;

export interface Memories {
  readonly of: (check: Check) => CheckMemory;
  readonly find: (id: string) => CheckMemory | undefined;
  /** Tells what is worth keeping, when that has changed. */
  tell(): void;
  forget(): void;
}

/** Holds the memory of each check; begins with what an earlier grader of the same attempt told. */
export function createMemories(
  checks: readonly Check[],
  remembered: GraderMemory = {},
  onRemember: (memory: GraderMemory) => void = () => undefined,
): Memories {
  const memories = new Map<string, CheckMemory>(Object.entries(remembered).map(([id, memory]) => [id, { ...memory }]));
  const signature = (): string => checks.map(({ id }) => `${id} ${memories.get(id)?.wasTrueOf ?? ''}`).join('\n');
  let told = signature();
  const lasting = new Set(
    checks.filter(({ isOnce, probe }) => isOnce || (probe.kind === 'exec' && probe.isAct)).map(({ id }) => id),
  );

  function tell(): void {
    const now = signature();
    if (now === told) return;
    told = now;
    const worth = [...memories].filter(([id, { wasTrueOf }]) => lasting.has(id) && wasTrueOf !== undefined);
    onRemember(
      Object.fromEntries(worth.map(([id, { wasTrueOf, acted }]) => [id, { wasTrueOf, ...(acted && { acted }) }])),
    );
  }

  return {
    of(check) {
      const memory = memories.get(check.id) ?? {};
      memories.set(check.id, memory);
      return memory;
    },
    find: (id) => memories.get(id),
    tell,
    forget() {
      memories.clear();
      tell();
    },
  };
}
