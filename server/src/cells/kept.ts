import { cellLimits, type CellRun, type KeptCell } from '@drydock/model';
import { fail } from '../text/fail.ts';
import type { Piece } from './output.ts';
import type { CellPlace, CellStore } from './store.ts';

/** What is kept of a student's cells: the last run of each with its output, and what they made of manifests. */
export interface KeptCells {
  read(user: string, lesson: string): Promise<KeptCell[]>;
  keepEdit(place: CellPlace, text: string | null): Promise<void>;
  /** Forgets the output of a cell, unless it is being run. */
  clear(place: CellPlace): Promise<void>;
}

export function createKeptCells(options: {
  readonly store: CellStore;
  /** The output of a run that goes on, which the database has a moment later. */
  readonly pieces: (run: CellRun) => readonly Piece[] | undefined;
  readonly ensureUser: (user: string) => Promise<void>;
}): KeptCells {
  const { store, pieces, ensureUser } = options;

  function withNews(kept: KeptCell): KeptCell {
    const { run } = kept;
    const news = run && pieces(run);
    return news ? { ...kept, output: news.map((piece) => ({ run: run.id, ...piece })) } : kept;
  }

  return {
    read: async (user, lesson) => (await store.kept(user, lesson)).map(withNews),
    async keepEdit(place, text) {
      await ensureUser(place.user);
      if (!(await store.keepEdit(place, text)))
        throw fail('too_large', (say) => say.tooManyEdits(cellLimits.keptEdits));
    },
    clear: (place) => store.clear(place),
  };
}
