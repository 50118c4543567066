import { failuresIn } from '@drydock/model';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** An expected failure with a cluster that is lent, in both languages. */
export const fail = failuresIn({ en, zh });
