import { exampleHappening, examplePod } from '@drydock/model/testing/view';
import { expect, test } from 'vitest';
import { createKeptObjects } from './kept-objects.ts';

test('an object that looks as before is no news', () => {
  const kept = createKeptObjects();
  expect(kept.put(examplePod('web'))).toBe(true);
  expect(kept.put(examplePod('web'))).toBe(false);
  expect(kept.put(examplePod('web', { word: 'Error' }))).toBe(true);
  expect(kept.remove('pod-web')).toBe(true);
  expect(kept.remove('pod-web')).toBe(false);
});

test('of thousands of Events the latest are kept, and all other objects', () => {
  const kept = createKeptObjects();
  kept.put(examplePod('web'));
  const forgotten: string[] = [];
  for (let second = 0; second < 1000; second++) {
    const at = new Date(Date.UTC(2026, 10, 27) + second * 1000).toISOString();
    kept.put(exampleHappening('web', { uid: `event-${second}`, at }));
    forgotten.push(...kept.prune().map(({ uid }) => uid));
  }
  const left = kept.all().map(({ uid }) => uid);
  expect(left).toContain('pod-web');
  expect(left).toContain('event-999');
  expect(left.length).toBeLessThan(550);
  expect(left.length + forgotten.length).toBe(1001);
  expect(forgotten).toContain('event-0');
});
