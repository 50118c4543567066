import { expect, test } from 'vitest';
import { isProvedBy } from './waits.ts';

const apply = 'kubectl apply -f web.yaml';
const rollout = 'kubectl rollout status deployment/web -n shop --timeout=60s';
const wait = 'kubectl wait -n shop --for=condition=Ready pod/web';
const scale = 'kubectl scale deployment/web --replicas=3';
const script = (...lines: string[]): string => `set -eu\n${lines.join('\n')}\n`;

test.each([
  ['the same commands', [apply, scale], [apply, scale]],
  ['without a wait at the end', [apply], [apply, rollout]],
  ['with a wait that the other lacks', [apply, wait, scale, 'sleep 5'], [apply, scale]],
  ['with the same wait between', [apply, rollout, scale], [apply, rollout, scale, wait]],
])('a run proves the shown commands too: %s', (_, shown, reference) => {
  expect(isProvedBy(script(...shown), script(...reference))).toBe(true);
});

test.each([
  ['another command', [apply, `${scale}0`], [apply, scale]],
  ['a wait is missing before another command', [apply, scale], [apply, rollout, scale]],
  ['there is another wait', [apply, wait, scale], [apply, rollout, scale]],
  ['a wait does something as well', [apply, `${rollout}; ${scale}`], [apply]],
  ['a wait may fail', [apply], [apply, `${wait} || ${scale}`]],
])('the shown commands are run: %s', (_, shown, reference) => {
  expect(isProvedBy(script(...shown), script(...reference))).toBe(false);
});

test('a wait that goes on in the next line is one wait', () => {
  expect(isProvedBy(script(apply), script(apply, 'kubectl wait pod/web \\', '  --for=condition=Ready'))).toBe(true);
});
