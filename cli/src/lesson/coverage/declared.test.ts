import { expect, test } from 'vitest';
import { readDeclared } from './declared.ts';

test('ranges are written out, remarks are left out, and sources declare nothing', () => {
  const comment = `{/*
Rows: 0-001, 0-003 to 0-005, 1-164 (not 1-165). Errors: E001 to E003, E080 (in part; see E081). Questions: q05 (Q05), q1-2-own (own).
Sources of what no cell shows: row 9-999, E999, Q99.
*/}`;
  expect(readDeclared(comment)).toEqual({
    rows: ['0-001', '0-003', '0-004', '0-005', '1-164'],
    errors: ['E001', 'E002', 'E003', 'E080'],
    questions: [{ number: 'Q05', quizzes: ['q05'] }, { quizzes: ['q1-2-own'] }],
    badRanges: [],
  });
});

test('a Chinese comment reads like its English one, in both wordings', () => {
  const expected = {
    rows: ['4-034', '4-035', '4-036'],
    errors: ['E102', 'E208'],
    questions: [{ number: 'Q39', quizzes: ['q39-backoff'] }, { quizzes: ['q4-1-count'] }],
    badRanges: [],
  };
  const long = `{/*
覆盖的行：4-034 4-035 4-036
勘误：E102 E208（第三种）
测验：Q39（q39-backoff），自拟：q4-1-count
单元格没有演示的内容，来源：E999
*/}`;
  const short =
    '{/*\n条目：4-034 至 4-036。错误：E102、E208。题目（另有一题）：q39-backoff（Q39）、q4-1-count（自拟）。\n*/}';
  expect(readDeclared(long)).toEqual(expected);
  expect(readDeclared(short)).toEqual(expected);
});

test('a range that ends before it begins, or in another part, is not written out', () => {
  const { rows, badRanges } = readDeclared('{/* Rows: 2-009 to 2-001, 1-001 to 2-003, 3-001 */}') ?? {};
  expect(rows).toEqual(['3-001']);
  expect(badRanges).toEqual(['2-009 to 2-001', '1-001 to 2-003']);
});

test('a row that is there twice stays twice, and a comment about something else declares nothing', () => {
  expect(readDeclared('{/* a remark */}\n{/* Rows: 1-001, 1-001 */}')?.rows).toEqual(['1-001', '1-001']);
  expect(readDeclared('{/* a remark */} Rows: 1-001')).toBeUndefined();
});
