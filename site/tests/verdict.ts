import type { Verdict } from '@drydock/model';

/** A verdict of the lab of these tests on the check `task/check`. */
export function verdict(key: string, result: Verdict['outcome']): Verdict {
  const [task = '', id = ''] = key.split('/');
  const message = { en: 'Pod demo asks for 64Mi.', zh: 'Pod demo 只请求 64Mi。' };
  return {
    task,
    check: id,
    outcome: result,
    pending: false,
    message,
    expected: { en: 'at least `100Mi`', zh: '至少 `100Mi`' },
    actual: '64Mi',
    at: new Date().toISOString(),
  };
}
