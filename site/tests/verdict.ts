import type { Verdict } from '@drydock/model';
import { exampleVerdict } from '@drydock/model/testing';

/** A verdict of the lab of these tests on the check `task/check`. */
export function verdict(key: string, outcome: Verdict['outcome'], change: Partial<Verdict> = {}): Verdict {
  return exampleVerdict(key, outcome, {
    message: { en: 'Pod demo asks for 64Mi.', zh: 'Pod demo 只请求 64Mi。' },
    expected: { en: 'at least `100Mi`', zh: '至少 `100Mi`' },
    actual: '64Mi',
    at: new Date().toISOString(),
    ...change,
  });
}
