import { textsIn } from '@drydock/model';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** A text of this room, in both languages. */
export const say = textsIn({ en: en.texts, zh: zh.texts });
