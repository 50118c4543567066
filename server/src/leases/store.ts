import type { Lease } from '@drydock/model';
import type { Selectable } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';

/** What may change of a lease. */
export type LeaseChange = Partial<Omit<Lease, 'id' | 'user' | 'purpose'>>;

/** The columns of a lease that an attempt or a playground is read with. */
export const leaseColumns = [
  'leases.purpose',
  'leases.sandbox',
  'leases.activeAt',
  'leases.readyAt',
  'leases.expiresAt',
  'leases.extensions',
] as const;

/** The leases of the database. Every write is on the disk when its promise resolves. */
export interface LeaseStore {
  /** Stores a new lease, in the transaction of what it is for. */
  insert(lease: Lease, transaction: Database): Promise<void>;
  change(id: string, change: LeaseChange): Promise<void>;
  /** The lease of a row. */
  read(row: Selectable<Schema['leases']>): Lease;
}

/** Each lease may be extended `extensions` times; the database counts how often that was done. */
export function createLeaseStore(database: Database, extensions: number): LeaseStore {
  /** How many are left of those that were used, and the other way round. */
  const othersThan = (count: number): number => Math.max(0, extensions - count);
  return {
    async insert({ extensionsLeft, ...lease }, transaction) {
      await transaction
        .insertInto('leases')
        .values({ ...lease, extensions: othersThan(extensionsLeft) })
        .execute();
    },
    async change(id, { extensionsLeft, ...change }) {
      await database
        .updateTable('leases')
        .set({ ...change, ...(extensionsLeft !== undefined && { extensions: othersThan(extensionsLeft) }) })
        .where('id', '=', id)
        .execute();
    },
    read: ({ id, user, purpose, sandbox, activeAt, readyAt, expiresAt, extensions: done }) => ({
      id,
      user,
      purpose,
      sandbox,
      activeAt,
      readyAt,
      expiresAt,
      extensionsLeft: othersThan(done),
    }),
  };
}
