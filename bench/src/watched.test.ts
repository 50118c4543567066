import { expect, test } from 'vitest';
import { createWatched } from './watched.ts';

test('the signal cancels the wait', async () => {
  const controller = new AbortController();
  const waiting = createWatched(1).until((value) => value === 2, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});
