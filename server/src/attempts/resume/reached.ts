import type { Database } from '../../database/open.ts';

/** The tasks of labs whose end students have reached, in any of their attempts: a later one may begin after them. */
export interface ReachedPoints {
  of(user: string, lab: string): Promise<readonly string[]>;
  /** Keeps tasks and returns those that are new; on the disk when it resolves. */
  add(user: string, lab: string, tasks: readonly string[]): Promise<readonly string[]>;
}

export function createReachedPoints(database: Database): ReachedPoints {
  return {
    async of(user, lab) {
      const rows = await database
        .selectFrom('resumePoints')
        .select('task')
        .where('user', '=', user)
        .where('lab', '=', lab)
        .orderBy('at')
        .execute();
      return rows.map(({ task }) => task);
    },

    async add(user, lab, tasks) {
      const at = new Date().toISOString();
      return database.transaction().execute(async (transaction) => {
        const added: string[] = [];
        for (const task of tasks) {
          const { numInsertedOrUpdatedRows = 0n } = await transaction
            .insertInto('resumePoints')
            .values({ user, lab, task, at })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          if (numInsertedOrUpdatedRows > 0n) added.push(task);
        }
        return added;
      });
    },
  };
}
