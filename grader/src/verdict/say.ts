import { textsIn } from '@drydock/model';
import { verdicts as en } from '../text/en/verdicts.ts';
import { verdicts as zh } from '../text/zh/verdicts.ts';

/** A text about a check, in both languages. */
export const say = textsIn({ en, zh });
