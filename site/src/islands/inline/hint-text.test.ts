import type { Inline } from '@drydock/model';
import { expect, test } from 'vitest';
import { hintNodes } from './HintText.tsx';

const draw = (nodes: readonly Inline[]): string =>
  nodes
    .map(({ type, value, url, children = [] }) =>
      type === 'text' ? value : `[${type} ${[url, value ?? draw(children)].filter(Boolean).join(' ')}]`,
    )
    .join('');

test.each([
  ['Look at `kubectl get pod`.', 'Look at [inlineCode kubectl get pod].'],
  ['It is **not** the *request*.', 'It is [strong not] the [emphasis request].'],
  ['它**“重启”**过，看`kubectl`**（最后）**几行', '它[strong “重启”]过，看[inlineCode kubectl][strong （最后）]几行'],
  ['见https://k8s.io/docs，然后', '见[link https://k8s.io/docs https://k8s.io/docs]，然后'],
  ['见[文档](https://k8s.io/)。', '见[link https://k8s.io/ 文档]。'],
  ['它叫\n**“能跑”**\n的，用\n`kubectl`\n看', '它叫[strong “能跑”]的，用\n[inlineCode kubectl]\n看'],
  ['~~旧的~~新的', '[delete 旧的]新的'],
  ['a \\*plain\\* star, snake_case_name and 2 * 3', 'a *plain* star, snake_case_name and 2 * 3'],
  ['<b>text</b> [x](javascript:alert(1))', '<b>text</b> [x](javascript:alert(1))'],
])('a hint is drawn as the pages draw it: %s', (hint, expected) => {
  expect(draw(hintNodes(hint))).toBe(expected);
});
