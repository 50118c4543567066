import { expect, test } from 'vitest';
import { labOutline } from './outline.ts';

const en = `
<Task id="run" points={2} title="Run it">
Prose.
<Check id="a" title="First" that="x > 1">
  <Hint>one</Hint>
  <Hint>two</Hint>
</Check>
<Check id="b" title="Second" that="y" />
</Task>
<Task id="stop" points="1" title="Stop it"><Check id="c" title="Third" that="z" /></Task>
`;
const zh = `
<Task id="run" title="运行"><Check id="a" title="第一"><Hint>一</Hint></Check></Task>
`;

test('points, checks and hint counts come from the source, titles from the translation where it has them', () => {
  expect(labOutline('demo', { en, zh }, 'zh')).toEqual({
    id: 'demo',
    points: 3,
    tasks: [
      {
        id: 'run',
        title: '运行',
        points: 2,
        checks: [
          { id: 'a', title: '第一', hints: 2 },
          { id: 'b', title: 'Second', hints: 0 },
        ],
      },
      { id: 'stop', title: 'Stop it', points: 1, checks: [{ id: 'c', title: 'Third', hints: 0 }] },
    ],
  });
});
