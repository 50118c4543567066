import type { askDocker } from '@drydock/host';
import { expect, test } from 'vitest';
import { setPaused } from './pause.ts';

const busy = 'cannot pause container a: OCI runtime pause failed: unable to freeze';

/** A Docker that refuses with these words, one for each request, and then does as it is told. */
function dockerWith(...refusals: readonly string[]) {
  const asked: string[] = [];
  const ask: typeof askDocker = async ({ path }) => {
    const refusal = refusals[asked.length];
    asked.push(path);
    return { status: refusal === undefined ? 204 : 500, body: undefined, refusal };
  };
  return { asked, ask };
}

test('a container that is too busy to be paused is asked again until it is', async () => {
  const { asked, ask } = dockerWith(busy, busy);
  await setPaused('pause', 'a', {}, ask);
  expect(asked).toEqual(Array(3).fill('/containers/a/pause'));
});

test('one that is paused already is left alone, and any other refusal is told at once', async () => {
  const paused = dockerWith('Container a is already paused');
  await setPaused('pause', 'a', {}, paused.ask);
  expect(paused.asked).toHaveLength(1);
  const gone = dockerWith('No such container: a', 'No such container: a');
  await expect(setPaused('pause', 'a', {}, gone.ask)).rejects.toMatchObject({
    message: expect.stringContaining('No such container'),
  });
  expect(gone.asked).toHaveLength(1);
});

test('who calls it off waits no longer', async () => {
  const { ask } = dockerWith(busy, busy);
  await expect(setPaused('pause', 'a', { signal: AbortSignal.timeout(50) }, ask)).rejects.toThrow(/abort/u);
});
