import { publicLab } from '@drydock/lab';
import { testCheck, testLab } from '@drydock/lab/testing';
import { expect, test } from 'vitest';
import { labOutline, resumePointsOf } from './outline.ts';

test('an outline has points, hint counts and the titles of its language, and no expression', () => {
  const title = { en: 'It runs', zh: '它在运行' };
  const lab = publicLab(testLab({ ...testCheck, title, hints: [title, title] }));
  expect(labOutline(lab, 'zh')).toEqual({
    id: 'a-lab',
    points: 3,
    tasks: [{ id: 'run', title: '已就绪', points: 3, checks: [{ id: 'ready', title: '它在运行', hints: 2 }] }],
  });
  expect(labOutline(lab, 'en').tasks[0]?.checks[0]?.title).toBe('It runs');
});

test('the tasks after which an attempt may begin are in the outline, and no others', () => {
  const lab = publicLab(testLab(testCheck));
  const tasks = ['found', 'join'].flatMap((id) => lab.tasks.map((task) => ({ ...task, id })));
  const [first, second] = tasks;
  if (!first || !second) throw new Error('the lab has no task');
  const outline = labOutline({ ...lab, tasks: [{ ...first, resume: true }, second] }, 'zh');
  expect(resumePointsOf(outline)).toEqual([{ id: 'found', title: '已就绪' }]);
});
