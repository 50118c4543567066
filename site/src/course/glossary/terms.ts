import { places } from '../places.ts';
import { readTerms } from './glossary.ts';

/** The glossary this build is made from. */
export const terms = readTerms(places.contentDirectory);
