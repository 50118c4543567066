import type { ViewEvent } from '@drydock/model';
import { examplePod } from '@drydock/model/testing/view';
import { expect, test } from 'vitest';
import { createBatch } from './batch.ts';

/** A batch whose reports can be waited for. */
function collect(everyMs: number) {
  const told: { event: ViewEvent; at: number }[] = [];
  let wake = (): void => undefined;
  const batch = createBatch(
    everyMs,
    (event) => {
      told.push({ event, at: performance.now() });
      wake();
    },
    AbortSignal.timeout(60_000),
  );
  async function count(wanted: number): Promise<void> {
    while (told.length < wanted) await new Promise<void>((resolve) => (wake = resolve));
  }
  return { batch, told, count };
}

test('the first change goes out at once; those that follow wait for the end of the time together', async () => {
  const { batch, told, count } = collect(300);
  const pod = examplePod('web');
  batch.add('Pod', pod.uid, pod);
  await count(1);
  batch.add('Pod', pod.uid, { ...pod, word: 'Pending' });
  batch.add('Pod', pod.uid, { ...pod, word: 'Error' });
  batch.add('Pod', 'other', null);
  await count(2);
  expect(told.map(({ event }) => event)).toEqual([
    { type: 'change', kind: 'Pod', upserted: [pod], removed: [] },
    { type: 'change', kind: 'Pod', upserted: [{ ...pod, word: 'Error' }], removed: ['other'] },
  ]);
  expect((told[1]?.at ?? 0) - (told[0]?.at ?? 0)).toBeGreaterThan(250);
});
