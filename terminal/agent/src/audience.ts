import type { AgentControl } from '@drydock/model';
import type { Viewer, ViewerSocket } from './viewer.ts';

/** One viewer that is there now. */
export interface Present {
  readonly id: string;
  readonly socket: ViewerSocket;
  readonly viewer: Viewer;
  /** The size it can show. */
  cols: number;
  rows: number;
  /** Whether anybody can see it there. */
  isSeen: boolean;
  /** Its input that was confirmed. */
  told: number;
}

/** Who looks at a terminal: what size they all can show, and who answers programs' queries. */
export interface Audience {
  readonly all: ReadonlySet<Present>;
  add(present: Present): void;
  /** False when it was not there. */
  remove(present: Present): boolean;
  clear(): void;
  /** The largest size everyone can show who sees it; null when nobody does. */
  agreedSize(): { cols: number; rows: number } | null;
  /** Makes this viewer the lead; without one, the lead stays, or the longest present takes it. Tells whom it concerns. */
  elect(candidate?: Present): void;
  tell(present: Present, control: AgentControl): void;
  tellAll(control: AgentControl): void;
}

export function createAudience(): Audience {
  const all = new Set<Present>();
  /** What each was last told of the audience. */
  const told = new WeakMap<Present, string>();
  let lead: Present | undefined;

  function tell(present: Present, control: AgentControl): void {
    present.socket.send(JSON.stringify(control));
  }

  return {
    all,
    add: (present) => void all.add(present),
    remove: (present) => all.delete(present),
    clear: () => all.clear(),
    agreedSize() {
      const seeing = Array.from(all).filter(({ isSeen }) => isSeen);
      if (seeing.length === 0) return null;
      return {
        cols: Math.min(...seeing.map(({ cols }) => cols)),
        rows: Math.min(...seeing.map(({ rows }) => rows)),
      };
    },
    elect(candidate) {
      if (candidate && all.has(candidate)) lead = candidate;
      if (!lead || !all.has(lead)) lead = all.values().next().value;
      for (const present of all) {
        const control: AgentControl = { type: 'viewers', count: all.size, lead: present === lead };
        const text = JSON.stringify(control);
        if (told.get(present) === text) continue;
        told.set(present, text);
        tell(present, control);
      }
    },
    tell,
    tellAll(control) {
      for (const present of all) tell(present, control);
    },
  };
}
