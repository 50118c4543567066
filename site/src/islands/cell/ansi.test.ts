import { expect, test } from 'vitest';
import { createAnsiReader, type Ink } from './ansi.ts';

const esc = '\u001b';

function readAll(...pieces: string[]): { text: string; inks: Ink[] } {
  const reader = createAnsiReader();
  const readings = pieces.map((piece) => reader.read(piece));
  const inks = [...readings.flatMap(({ finished }) => finished), ...(readings.at(-1)?.last ?? [])];
  return { text: inks.map(({ text }) => text).join(''), inks };
}

test('colours go on across lines and pieces, wherever a piece ends', () => {
  const { inks, text } = readAll(`plain ${esc}[3`, `1mred\nstill`, ` red${esc}[0m`, ` plain`);
  expect(text).toBe('plain red\nstill red plain');
  expect(inks.filter(({ classes }) => classes.includes('ansi-red')).map((ink) => ink.text)).toEqual([
    'red',
    'still',
    ' red',
  ]);
});

test('a decoration that comes later is not given to the text before', () => {
  const { inks } = readAll(`${esc}[1mbold ${esc}[4mboth`);
  expect(inks.map(({ classes }) => classes)).toEqual([['ansi-bold'], ['ansi-bold', 'ansi-underline']]);
});

test('a carriage return writes the line again; with a line feed it only ends it', () => {
  expect(readAll('10%\r50%\r', '100%\r\ndone\r\n').text).toBe('100%\ndone\n');
});

test('titles, cursor movements, bells and other controls are not shown', () => {
  expect(
    readAll(`a${esc}]0;title\u0007b${esc}[2K${esc}[1;1Hc\u0007\u0000d${esc}(Be`, `${esc}]8;;http://x`, `${esc}\\f`)
      .text,
  ).toBe('abcdef');
});

test('what looks like HTML stays text', () => {
  expect(readAll('<b onclick="x()">&amp;</b>').text).toBe('<b onclick="x()">&amp;</b>');
});
