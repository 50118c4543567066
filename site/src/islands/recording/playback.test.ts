import { markerLabel, parseAsciicast } from '@drydock/model';
import { expect, test } from 'vitest';
import { labTextOf } from '../../text/lab.ts';
import { clockText, markerText, timeline } from './playback.ts';
import { terminalTitle } from './title.ts';

const en = labTextOf('en');
const zh = labTextOf('zh');

const outline = {
  id: 'lab',
  points: 2,
  tasks: [
    { id: 'limits', title: 'Limits', points: 2, checks: [{ id: 'request', title: 'It asks for memory', hints: 0 }] },
  ],
};

test('pauses are shortened to two seconds, and markers move with them', () => {
  const { events } = parseAsciicast(
    '{"version":3,"term":{"cols":80,"rows":24}}\n[60,"o","a"]\n[0.5,"m","one"]\n[3600,"m","two"]\n[1,"o","b"]\n',
  );
  expect(timeline(events)).toEqual({
    seconds: 5.5,
    markers: [
      { at: 2.5, label: 'one' },
      { at: 4.5, label: 'two' },
    ],
  });
  expect(timeline([])).toEqual({ seconds: 0, markers: [] });
});

test('markers speak the language of the page and name checks by their title', () => {
  const passed = markerLabel({ type: 'pass', task: 'limits', check: 'request' });
  expect(markerText(passed, outline, en)).toBe('Passed: It asks for memory');
  expect(markerText(passed, outline, zh)).toBe('通过：It asks for memory');
  expect(markerText(markerLabel({ type: 'fail', task: 'gone', check: 'x' }), outline, en)).toContain('gone/x');
  expect(markerText(markerLabel({ type: 'submit', points: 1, maxPoints: 2 }), outline, en)).toContain('1 of 2');
  expect(markerText('a label of somebody else', outline, zh)).toBe('a label of somebody else');
});

test('a recording is named as the tab of its terminal was', () => {
  expect(terminalTitle({ terminal: 'shell-2' }, en)).toBe('Shell 2');
  expect(terminalTitle({ terminal: 'node-1' }, zh)).toBe('节点 Shell 1');
});

test.each([
  [0, '0:00'],
  [65.4, '1:05'],
  [3600, '60:00'],
  [-1, '0:00'],
])('%d s is %s', (seconds, shown) => expect(clockText(seconds)).toBe(shown));
