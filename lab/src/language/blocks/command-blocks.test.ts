import { expect, test } from 'vitest';
import { goodPage } from '../../testing/good-page.ts';
import { parseLab } from '../parse.ts';

/** The findings of a page with this block in the text of its task; the block begins in line 13. */
function findings(block: string): readonly string[] {
  const found: string[] = [];
  parseLab(
    goodPage.replace('Some **text**.', () => block),
    ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`),
  );
  return found;
}

test('blocks that can be typed, and what programs print, are no finding', () => {
  expect(findings('```sh\nkubectl get pods\n```')).toEqual([]);
  expect(findings('```console\n$ cat <<E\ntext\nE\ntext\n```')).toEqual([]);
  expect(findings("```console\nit's output\n```")).toEqual([]);
  expect(findings("```text\n$ it's\n```")).toEqual([]);
});

test('a command that is never whole is found in its line, with what it lacks', () => {
  expect(findings('```console\n$ ls\na\n$ cat <<EOF\nhello\n```')).toEqual([
    '16:1 «$ cat <<EOF» is not whole as a command: no line EOF ends its text. Complete it; further lines of a command may begin with > . Show it as ```text if students should not type it.',
  ]);
  expect(findings('```sh\nfor i in 1 2; do\n```')).toEqual([
    '14:1 «for i in 1 2; do» is not whole as a command: done is missing. Complete it, or show it as ```text if students should not type it.',
  ]);
  expect(findings("```sh\necho 'a\n```")).toEqual([expect.stringContaining("' that closes is missing") as string]);
  expect(findings('```console\n$ kubectl get \\\n```')).toEqual([expect.stringContaining('a backslash') as string]);
  expect(findings('```console\n$ true &&\n```')).toEqual([expect.stringContaining('nothing follows &&') as string]);
});

test('a misspelt terminal is found', () => {
  expect(findings('```sh nod\ntrue\n```')).toEqual([
    '13:1 A block of commands has the word nod. Did you mean node, for the terminal of the node?',
  ]);
});
