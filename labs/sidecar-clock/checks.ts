import type { CodeCheck } from '@drydock/lab';

const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;
const toleranceMs = 10_000;

/** The page has the time of now, and a later one a moment after. */
export const moves: CodeCheck = async ({ look, waitFor }) => {
  const read = async (): Promise<number | undefined> => {
    const { values } = await look({ http: 'pod lab-sidecar-clock/station', port: 80 });
    const [found] = time.exec(JSON.stringify(values['response'] ?? '')) ?? [];
    return found === undefined ? undefined : Date.parse(found);
  };
  const first = await waitFor(read, { withinMs: 1500 });
  if (first === undefined) return { pass: false, actual: { en: 'no time on the page', zh: '页面上没有时间' } };
  const seconds = Math.round((Date.now() - first) / 1000);
  if (Math.abs(seconds) * 1000 > toleranceMs)
    return {
      pass: false,
      actual: { en: `the page is ${seconds} seconds behind`, zh: `页面慢了 ${seconds} 秒` },
    };
  const later = await waitFor(async () => ((await read()) ?? first) > first, { withinMs: 4500 });
  return later === true
    ? { pass: true }
    : { pass: false, actual: { en: 'the page stays the same', zh: '页面一直没变' } };
};
