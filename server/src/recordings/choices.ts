import type { TerminalRecording } from '@drydock/model';
import type { Database } from '../database/open.ts';

/** What students chose about the recording of their attempts. */
export interface Choices {
  /** Undefined while the student has chosen nothing. */
  find(attempt: string): Promise<TerminalRecording | undefined>;
  save(attempt: string, choice: TerminalRecording): Promise<void>;
}

/** Choices in the database: a choice is on the disk when its promise resolves, and goes with its attempt. */
export function createChoices(database: Database): Choices {
  return {
    async find(attempt) {
      const row = await database
        .selectFrom('recordingChoices')
        .selectAll()
        .where('attempt', '=', attempt)
        .executeTakeFirst();
      return row && { on: row.isOn, input: row.hasInput };
    },
    async save(attempt, { on, input }) {
      const choice = { isOn: on, hasInput: input };
      await database
        .insertInto('recordingChoices')
        .values({ attempt, ...choice })
        .onConflict((conflict) => conflict.column('attempt').doUpdateSet(choice))
        .execute();
    },
  };
}
