import type { Lease, Playground } from '@drydock/model';
import type { Insertable, Selectable } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { leaseColumns, type LeaseStore } from '../leases/store.ts';

/** A playground with its hold on a sandbox; what it shows of that is kept there. */
export interface StoredPlayground {
  readonly user: string;
  readonly playground: Playground;
  readonly lease: Lease;
  /** The password of its private registry; null until a lesson needs one. */
  readonly registryPassword: string | null;
}

type Row = Insertable<Schema['playgrounds']>;
type LeasedRow = Selectable<Schema['playgrounds']> & Omit<Selectable<Schema['leases']>, 'id' | 'user'>;

/** The playgrounds of the database. Every write is on the disk when its promise resolves. */
export interface PlaygroundStore {
  insert(stored: StoredPlayground): Promise<void>;
  find(id: string): Promise<StoredPlayground | undefined>;
  /** Those that have not ended, the oldest first. */
  living(): Promise<StoredPlayground[]>;
  change(
    id: string,
    change: Partial<Pick<Row, 'state' | 'stepsJson' | 'problemJson' | 'registryPassword'>>,
  ): Promise<void>;
}

export function createPlaygroundStore(database: Database, leases: LeaseStore): PlaygroundStore {
  const leased = () =>
    database
      .selectFrom('playgrounds')
      .innerJoin('leases', 'leases.id', 'playgrounds.id')
      .selectAll('playgrounds')
      .select(leaseColumns);

  function assemble(row: LeasedRow): StoredPlayground {
    const lease = leases.read(row);
    const { sandbox, readyAt, expiresAt, extensionsLeft } = lease;
    const { id, user, profile, state, createdAt, stepsJson: steps, problemJson: problem, registryPassword } = row;
    const own = { id, profile, state, createdAt, steps, problem };
    return { user, lease, registryPassword, playground: { ...own, sandbox, readyAt, expiresAt, extensionsLeft } };
  }

  return {
    async insert({ user, playground, lease, registryPassword }) {
      const { id, profile, state, createdAt, steps: stepsJson, problem: problemJson } = playground;
      const row: Row = { id, user, profile, state, createdAt, stepsJson, problemJson, registryPassword };
      await database.transaction().execute(async (transaction) => {
        await leases.insert(lease, transaction);
        await transaction.insertInto('playgrounds').values(row).execute();
      });
    },
    async find(id) {
      const row = await leased().where('playgrounds.id', '=', id).executeTakeFirst();
      return row && assemble(row);
    },
    async living() {
      const rows = await leased().where('state', '<>', 'ended').orderBy('createdAt').execute();
      return rows.map(assemble);
    },
    async change(id, change) {
      await database.updateTable('playgrounds').set(change).where('id', '=', id).execute();
    },
  };
}
