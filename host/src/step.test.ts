import { CourseError, type Step } from '@drydock/model';
import { expect, test } from 'vitest';
import { runStep } from './step.ts';

const steps: Step[] = [];
const onStep = (step: Step) => steps.push(step);

test('a step is reported when it begins and when it ends, with the seconds it took', async () => {
  steps.length = 0;
  expect(await runStep(onStep, 'one', 'One', () => Promise.resolve('result'))).toBe('result');
  expect(steps).toEqual([
    { id: 'one', title: 'One', state: 'running' },
    { id: 'one', title: 'One', state: 'done', seconds: expect.any(Number) as number },
  ]);
});

test('a failed step has the reason of an expected failure; a bug is not shown', async () => {
  steps.length = 0;
  const expected = new CourseError('no_disk', 'The disk is full.', 'Free some space.');
  await expect(runStep(onStep, 'one', 'One', () => Promise.reject(expected))).rejects.toBe(expected);
  await expect(runStep(onStep, 'two', 'Two', () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  expect(steps.filter(({ state }) => state === 'failed').map(({ detail }) => detail)).toEqual([
    'The disk is full.',
    undefined,
  ]);
});
