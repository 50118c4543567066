import { formatWords } from '@drydock/model';
import { expect, test } from 'vitest';
import { cutItems, formatValue } from './format-value.ts';
import { Quantity } from './quantity.ts';

const secret = 'FailedToRetrieveImagePullSecret';

test('what cannot be seen is written out', () => {
  expect(formatValue(`${secret}\n`)).toBe(`${secret}⏎`);
  expect(formatValue(`${secret}\u200B`)).toBe(`${secret}\\u200b`);
  expect(formatValue('a\r\n')).toBe('a\\u000d⏎');
  expect(formatValue('a\tb')).toBe('a\\tb');
  expect(formatValue('a\u00A0b')).toBe('a\\u00a0b');
  expect(formatValue('\u202Etxt.exe')).toBe('\\u202etxt.exe');
  expect(formatValue(' a ')).toBe('␠a␠');
  expect(formatValue('a  b')).toBe('a␠␠b');
  expect(formatValue('\u001B[31mred')).toBe('\\u001b[31mred');
  expect(formatValue('a\uFE0F\u034F\u2800\u{E0041}')).toBe('a\\ufe0f\\u034f\\u2800\\u{e0041}');
});

test('a letter, mark or sign that only looks like one of the word is written out; texts of another script are not', () => {
  expect(formatValue('F\u0430iled')).toBe('F\\u0430iled');
  expect(formatValue('100\u039Ci')).toBe('100\\u039ci');
  expect(formatValue('app\u2010web')).toBe('app\\u2010web');
  expect(formatValue('e\u0301a')).toBe('e\\u0301a');
  expect(formatValue('１00')).toBe('\\uff1100');
  for (const text of ['привет мир', '你好，app：v1', 'café', '401 (24×)', '→ «ok»'])
    expect(formatValue(text)).toBe(text);
});

test('two values that differ never look the same', () => {
  const alike = [
    'ok',
    'ok\n',
    'ok ',
    ' ok',
    'ok\u200B',
    'ok\\u200b',
    'ok⏎',
    'ok\r\n',
    'ok\t',
    'ok\\t',
    '\u043Ek',
    'ok\u00AD',
    'ok\\\\t',
  ];
  expect(new Set(alike.map((text) => formatValue(text))).size).toBe(alike.length);
});

test('lists and objects are readable, and never cut inside of a word', () => {
  expect(formatValue(['a', 'b', 'c, d'])).toBe('a, b, "c, d"');
  expect(
    formatValue([
      { name: 'html', emptyDir: {} },
      { name: 'TOKEN', value: 'x' },
    ]),
  ).toBe('html, TOKEN=x');
  expect(formatValue([{ type: 'Ready', status: 'False' }])).toBe('Ready=False');
  expect(formatValue([{ reason: 'Unhealthy', message: 'Readiness probe failed' }])).toBe(
    'Unhealthy: Readiness probe failed',
  );
  expect(formatValue({ httpGet: { path: '/healthz', port: 8080n }, periodSeconds: 3n })).toBe(
    'httpGet.path: /healthz; httpGet.port: 8080; periodSeconds: 3',
  );
  expect(formatValue({ exec: { command: ['cat', '/tmp/healthy'] } })).toBe('exec.command: cat /tmp/healthy');
  expect(formatValue(new Quantity(1n, '100M'))).toBe('100M');
  const events = Array.from({ length: 30 }, (_, index) => `web-${index}: Readiness probe failed`);
  expect(cutItems(events, '; ')).toMatch(/Readiness probe failed; … \(\+2\d\)$/);
  expect(formatValue('word '.repeat(100).trim())).toMatch(/word …$/);
  expect(formatValue('x'.repeat(400))).toHaveLength(302);
});

test('words of the cluster are one line without colours', () => {
  expect(formatWords('\u001B[31mstress:\u001B[0m bad\toption\n\n')).toBe('stress: bad option');
  expect(formatWords('a\u202Eb')).toBe('a\\u202eb');
});
