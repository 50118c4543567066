import { fileURLToPath } from 'node:url';

/** Absolute path of a file in the images room. */
export function imagesPath(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

/** Absolute path of a file in the checkout. */
export function checkoutPath(relative: string): string {
  return fileURLToPath(new URL(`../../${relative}`, import.meta.url));
}
