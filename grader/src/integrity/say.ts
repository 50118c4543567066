import { textsIn } from '@drydock/model';
import { integrity as en } from '../text/en/integrity.ts';
import { integrity as zh } from '../text/zh/integrity.ts';

/** A text about a submission that cannot be believed, in both languages. */
export const say = textsIn({ en, zh });
