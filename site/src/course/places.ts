import type { SitePlaces } from '../config.ts';

declare const __PLACES__: SitePlaces;

/** The folders this build reads its texts from, set by `siteConfig`. */
export const places: SitePlaces = __PLACES__;
