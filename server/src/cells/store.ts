import { type CellFiles, cellLimits, type CellRun, type KeptCell } from '@drydock/model';
import type { Selectable } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { Piece, RunOutput } from './output.ts';

/** A run with what only the server knows of it. */
export interface StoredRun {
  readonly user: string;
  readonly run: CellRun;
  readonly files: CellFiles;
  readonly output: readonly Piece[];
}

/** The cells of a lesson that a student ran or changed, or one cell of it. */
export interface CellPlace {
  readonly user: string;
  readonly lesson: string;
  readonly cell: string;
}

/** All that cells leave in the database. Of each cell the last run is kept, and runs that wait or run. Every write is on the disk when its promise resolves. */
export interface CellStore {
  /** Stores a new run, and forgets those of the same cell that are over, and the oldest of the student's beyond `cellLimits`. */
  insert(stored: StoredRun): Promise<void>;
  /** Stores a run as it is now, with its output as far as it came: `keptBytes` in all. */
  save(run: CellRun, changes: ReturnType<RunOutput['takeChanges']>, keptBytes: number): Promise<void>;
  /** Forgets a run of whose cell there is a newer one. */
  forgetOlder(place: CellPlace, id: string): Promise<void>;
  /** The runs of a playground that wait or run, the oldest first. */
  active(playground: string): Promise<StoredRun[]>;
  /** Ends in the database what a full disk has left as running in playgrounds that have ended. */
  settle(): Promise<void>;
  /** What is kept of a lesson's cells. */
  kept(user: string, lesson: string): Promise<KeptCell[]>;
  /** Keeps what the student made of a manifest; null forgets it. Resolves with false when too many are kept already. */
  keepEdit(place: CellPlace, text: string | null): Promise<boolean>;
  /** Forgets the runs of a cell that are over. */
  clear(place: CellPlace): Promise<void>;
}

/** How much is kept of all cells of a student. */
export type KeptLimits = Readonly<Record<'keptBytes' | 'keptRuns' | 'keptEdits', number>>;

const going = ['waiting', 'running'] as const;
const isGoing = (state: CellRun['state']): boolean => state === 'waiting' || state === 'running';

export function createCellStore(database: Database, limits: KeptLimits = cellLimits): CellStore {
  async function outputOf(run: string): Promise<Piece[]> {
    return database
      .selectFrom('cellOutputs')
      .select(['offset', 'text'])
      .where('run', '=', run)
      .orderBy('offset')
      .execute();
  }

  function clearIn(transaction: Database, { user, lesson, cell }: CellPlace): Promise<unknown> {
    return transaction
      .deleteFrom('cellRuns')
      .where('user', '=', user)
      .where('lesson', '=', lesson)
      .where('cell', '=', cell)
      .where('state', 'not in', going)
      .execute();
  }

  /** Forgets the oldest runs of a student that are over, so that what is left is within the limits. */
  async function makeRoom(transaction: Database, user: string): Promise<void> {
    const kept = await transaction
      .selectFrom('cellRuns')
      .select(['id', 'keptBytes'])
      .where('user', '=', user)
      .where('state', 'not in', going)
      .orderBy('id', 'desc')
      .execute();
    let bytes = 0;
    const fits = kept.findIndex(
      (run, index) => index >= limits.keptRuns || (bytes += run.keptBytes) > limits.keptBytes,
    );
    const oldest = fits < 0 ? undefined : kept[fits];
    if (!oldest) return;
    await transaction
      .deleteFrom('cellRuns')
      .where('user', '=', user)
      .where('state', 'not in', going)
      .where('id', '<=', oldest.id)
      .execute();
  }

  return {
    async insert({ user, run, files }) {
      await database.transaction().execute(async (transaction) => {
        await clearIn(transaction, { user, ...run });
        await makeRoom(transaction, user);
        const { problem, ...plain } = run;
        await transaction
          .insertInto('cellRuns')
          .values({ ...plain, user, filesJson: files, problemJson: problem })
          .execute();
      });
    },

    async save({ id, state, exitCode, startedAt, endedAt, problem }, { added, dropped }, keptBytes) {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('cellRuns')
          .set({ state, exitCode, startedAt, endedAt, problemJson: problem, keptBytes })
          // The files of a run that is over are of no use any more.
          .$if(!isGoing(state), (query) => query.set({ filesJson: {} }))
          .where('id', '=', id)
          .execute();
        for (const piece of added)
          await transaction
            .insertInto('cellOutputs')
            .values({ run: id, ...piece })
            .execute();
        for (const offset of dropped)
          await transaction.deleteFrom('cellOutputs').where('run', '=', id).where('offset', '=', offset).execute();
      });
    },

    async forgetOlder({ user, lesson, cell }, id) {
      await database
        .deleteFrom('cellRuns')
        .where('id', '=', id)
        .where((query) =>
          query.exists(
            query
              .selectFrom('cellRuns as newer')
              .select('newer.id')
              .where('newer.user', '=', user)
              .where('newer.lesson', '=', lesson)
              .where('newer.cell', '=', cell)
              .where('newer.id', '>', id),
          ),
        )
        .execute();
    },

    async active(playground) {
      const rows = await database
        .selectFrom('cellRuns')
        .selectAll()
        .where('playground', '=', playground)
        .where('state', 'in', going)
        .orderBy('id')
        .execute();
      return Promise.all(
        rows.map(async (row) => ({
          user: row.user,
          run: toRun(row),
          files: row.filesJson,
          output: await outputOf(row.id),
        })),
      );
    },

    async settle() {
      await database
        .updateTable('cellRuns')
        .set({ state: 'lost', endedAt: new Date().toISOString() })
        .where('state', 'in', going)
        .where('playground', 'in', (query) => query.selectFrom('playgrounds').select('id').where('state', '=', 'ended'))
        .execute();
    },

    async kept(user, lesson) {
      const rows = await database
        .selectFrom('cellRuns')
        .selectAll()
        .where('user', '=', user)
        .where('lesson', '=', lesson)
        .orderBy('id')
        .execute();
      const edits = await database
        .selectFrom('cellEdits')
        .select(['cell', 'text'])
        .where('user', '=', user)
        .where('lesson', '=', lesson)
        .execute();
      const found = new Map<string, KeptCell>();
      for (const { cell, text } of edits) found.set(cell, { cell, edited: text, run: null, output: [] });
      // The last run of each cell: a later row takes the place of one before.
      for (const row of rows)
        found.set(row.cell, {
          cell: row.cell,
          edited: found.get(row.cell)?.edited ?? null,
          run: toRun(row),
          output: [],
        });
      return Promise.all(
        Array.from(found.values(), async (kept) => {
          const { run } = kept;
          if (!run) return kept;
          return { ...kept, output: (await outputOf(run.id)).map((piece) => ({ run: run.id, ...piece })) };
        }),
      );
    },

    async keepEdit({ user, lesson, cell }, text) {
      if (text === null) {
        await database
          .deleteFrom('cellEdits')
          .where('user', '=', user)
          .where('lesson', '=', lesson)
          .where('cell', '=', cell)
          .execute();
        return true;
      }
      const others = await database
        .selectFrom('cellEdits')
        .select((query) => query.fn.countAll<number>().as('count'))
        .where('user', '=', user)
        .where((query) => query.not(query.and({ lesson, cell })))
        .executeTakeFirstOrThrow();
      if (others.count >= limits.keptEdits) return false;
      await database
        .insertInto('cellEdits')
        .values({ user, lesson, cell, text })
        .onConflict((conflict) => conflict.columns(['user', 'lesson', 'cell']).doUpdateSet({ text }))
        .execute();
      return true;
    },

    clear: async (place) => void (await clearIn(database, place)),
  };
}

function toRun(row: Selectable<Schema['cellRuns']>): CellRun {
  const { id, lesson, cell, playground, source, state, exitCode, startedAt, endedAt, problemJson: problem } = row;
  return { id, lesson, cell, playground, source, state, exitCode, startedAt, endedAt, problem };
}
