import { expect, test } from 'vitest';
import { readChinese } from './chinese-inline.ts';
import type { Inline } from './inline.ts';

const text = (value: string): Inline => ({ type: 'text', value });
/** Inline nodes in one line: `[strong …]`, `<url>`. */
function draw(nodes: readonly Inline[]): string {
  return nodes
    .map(({ type, value, url, children = [] }) => {
      if (type === 'text') return value;
      return type === 'link' ? `<${url}>` : `[${type} ${value ?? draw(children)}]`;
    })
    .join('');
}
const read = (value: string): string => draw(readChinese([text(value)]));

test.each([
  ['这叫**“能跑”**的Pod，**上限（limit）**是墙', '这叫[strong “能跑”]的Pod，[strong 上限（limit）]是墙'],
  ['**内存。**然后', '[strong 内存。]然后'],
  ['叫**“能跑”**Pod', '叫[strong “能跑”]Pod'],
  ['然后**（注）**English', '然后[strong （注）]English'],
  ['*“斜”*体', '[emphasis “斜”]体'],
  ['***“双”***体', '[emphasis [strong “双”]]体'],
  ['__“强”__调', '[strong “强”]调'],
  ['~~（旧）~~也', '[delete （旧）]也'],
  ['**这是*“里”*的。**吧', '[strong 这是[emphasis “里”]的。]吧'],
  ['**한국어(Korean)**은', '[strong 한국어(Korean)]은'],
])('emphasis beside Chinese: %s', (source, expected) => {
  expect(read(source)).toBe(expected);
});

test.each([
  '2 * 3 * 4',
  '用 * 号，一个 ** 也不成对',
  'snake_case_name 和 a_b_c',
  'kubectl get pods -l a=*',
  '** 空格 **',
  '**没有结束',
  '没有开始。**',
  '****',
])('what is no emphasis stays text: %s', (source) => {
  expect(read(source)).toBe(source);
});

test('escaped stars mark nothing', () => {
  const escaped: Inline = { ...text('**“不是”**的'), isEscaped: (index) => index < 2 };
  expect(draw(readChinese([escaped]))).toBe('**“不是”**的');
});

test('emphasis goes around code and links, and into what was emphasis before', () => {
  const code: Inline = { type: 'inlineCode', value: 'x' };
  expect(draw(readChinese([text('见**'), code, text('。**然后')]))).toBe('见[strong [inlineCode x]。]然后');
  const strong: Inline = { type: 'strong', children: [text('它*“斜”*吧')] };
  expect(draw(readChinese([strong]))).toBe('[strong 它[emphasis “斜”]吧]');
});

const bare = (value: string): Inline => ({
  type: 'link',
  url: value.replace(/^www/, 'http://www'),
  children: [text(value)],
});

test.each([
  ['https://kubernetes.io，然后继续', '<https://kubernetes.io>，然后继续'],
  ['https://kubernetes.io，或（https://k8s.io/docs/）。', '<https://kubernetes.io>，或（<https://k8s.io/docs/>）。'],
  ['https://k8s.io/a?b=c看看', '<https://k8s.io/a?b=c>看看'],
  ['www.example.com。见', '<http://www.example.com>。见'],
  ['https://k8s.io/a_(b)）。', '<https://k8s.io/a_(b)>）。'],
  ['https://k8s.io**，好', '<https://k8s.io>**，好'],
])('a bare link ends where Chinese begins: %s', (source, expected) => {
  expect(draw(readChinese([bare(source)]))).toBe(expected);
});

test('emphasis around a bare link is found when the link is cut', () => {
  expect(draw(readChinese([text('见**'), bare('https://k8s.io**，好')]))).toBe('见[strong <https://k8s.io>]，好');
});

test('links with a text of their own, and lists with nothing to change, stay as they are', () => {
  const nodes: readonly Inline[] = [
    { type: 'link', url: 'https://k8s.io/中文', children: [text('中文')] },
    bare('https://k8s.io/'),
    text('普通文字'),
  ];
  expect(readChinese(nodes)).toBe(nodes);
});
