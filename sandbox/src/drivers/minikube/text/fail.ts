import { failuresIn } from '@drydock/model';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** An expected failure of minikube, in both languages. */
export const fail = failuresIn({ en, zh });
