import { expect, test } from 'vitest';
import { joinChineseLines, type LinePiece } from './chinese-lines.ts';

const prose = (text: string): LinePiece => ({ text, isProse: true });
const code = (text: string): LinePiece => ({ text, isProse: false });
const join = (...pieces: readonly LinePiece[]): string => joinChineseLines(pieces).join('|');

test.each([
  ['背后是什么。\n在这个实验里', '背后是什么。在这个实验里'],
  ['限制值 \n  比它大', '限制值比它大'],
  ['它说\n“能跑”\n吧', '它说“能跑”吧'],
  ['“能跑”\n“不行”', '“能跑”“不行”'],
  ['等等……\n再看', '等等……再看'],
  ['𠮷\n𠮷', '𠮷𠮷'],
  ['然后，\nPod 重启（\nkubelet\n）', '然后，Pod 重启（kubelet）'],
])('a line break between Chinese is no space: %j', (text, joined) => {
  expect(join(prose(text))).toBe(joined);
});

test.each(['使用者用\nPod 申请', 'one line\nanother', 'he said “yes”\n“no”', 'a plug —\n“a socket”'])(
  'a line break beside Latin stays a space: %j',
  (text) => {
    expect(join(prose(text))).toBe(text);
  },
);

test('it is the same where a piece begins or ends', () => {
  expect(join(prose('叫\n'), prose('“能跑”'), prose('\n的'))).toBe('叫|“能跑”|的');
  expect(join(prose('叫'), prose('\n能跑\n'), prose('的'))).toBe('叫|能跑|的');
  expect(join(prose('用\n'), code('kubectl'), prose('\n看，\n'), code('-A'))).toBe('用\n|kubectl|\n看，|-A');
  expect(join(prose('写\n'), code('中文'), prose('\n的'))).toBe('写|中文|的');
});

test('code keeps every character', () => {
  expect(join(prose('看'), code('甲\n乙'))).toBe('看|甲\n乙');
});

test('a break at the very end is left to the caller', () => {
  expect(join(prose('完\n'))).toBe('完\n');
});
