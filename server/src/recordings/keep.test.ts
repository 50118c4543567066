import { pino } from 'pino';
import { expect, test } from 'vitest';
import { keepRecordings } from './keep.ts';

const agent = () => Promise.reject(new Error('nobody dials in this test'));

test('what living workspaces record is copied again and again, and the shelf is swept with them left alone', async () => {
  const stop = new AbortController();
  const swept: string[][] = [];
  let copies = 0;
  await keepRecordings({
    recordings: {
      collect: async (attempt, dialled) => {
        copies += 1;
        expect([attempt, dialled]).toEqual(['a1', agent]);
        if (copies === 3) stop.abort();
        if (copies === 2) throw new Error('a bad day');
        return { running: new Set<string>(), refused: new Set<string>() };
      },
    },
    shelf: {
      list: async () => [],
      append: async () => true,
      read: async () => undefined,
      sweep: async (living) => {
        swept.push([...living]);
        return [];
      },
    },
    living: () => [{ attempt: 'a1', agent }],
    everyMs: 1,
    signal: stop.signal,
    log: pino({ level: 'silent' }),
  });
  expect(copies).toBe(3);
  expect(swept).toEqual([['a1']]);
});
