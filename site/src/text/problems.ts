import { chineseOf, type Language } from '@drydock/model';
import type { Words } from './words.ts';

/** For a problem whose code nothing is known about. */
const unknown: Words = { message: '出了点问题。', fix: '请再试一次；如果仍然如此，请把详细信息告诉管理员。' };

/** The words for a code in a language, for a problem that was stored without them; undefined in English, which every problem has. */
export function problemWords(code: string, language: Language): Words | undefined {
  if (language === 'en') return undefined;
  return Object.entries(chineseOf).find(([known]) => known === code)?.[1] ?? unknown;
}
