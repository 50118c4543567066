import { expect, test } from 'vitest';
import { publicLab } from '../lab.ts';
import { draftLab } from './combine.ts';

const en = `---
title: Run it
lesson: resources/memory
minutes: 5
objectives: [Run a Pod]
---

<Task id="run" points={2} title="Run it">
<Check id="a" title="First" resource="v1/Pod lab/demo" expected="it is there">
  <Hint>one</Hint>
  <Hint>two</Hint>
</Check>
<Check id="b" title="Second" resorce="v1/Pod lab/demo" expected="it is misspelt" />
</Task>
`;
const zh = `---
title: 运行它
objectives: [运行 Pod]
---

<Task id="run" title="运行"><Check id="a" title="第一" expected="它在"><Hint>一</Hint></Check></Task>
`;

test('a lab with mistakes is read as far as it can be; texts missing from the translation are English', () => {
  const lab = draftLab('demo', en, zh);
  expect(lab && publicLab(lab)).toMatchObject({
    title: { en: 'Run it', zh: '运行它' },
    points: 2,
    tasks: [
      {
        id: 'run',
        title: { en: 'Run it', zh: '运行' },
        checks: [{ id: 'a', title: { en: 'First', zh: '第一' }, hints: 2 }],
      },
    ],
  });
  expect(lab?.tasks[0]?.checks[0]?.hints.map((hint) => hint.zh)).toEqual(['一', 'two']);
});

test('without a translation every text is English, and without a head there is no lab', () => {
  expect(draftLab('demo', en)?.title).toEqual({ en: 'Run it', zh: 'Run it' });
  expect(draftLab('demo', '<Task')).toBeUndefined();
});
