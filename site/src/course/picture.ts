import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, plainText } from '@drydock/model';

/**
 * The SVG of a figure, to be put into the page so that it follows its colours: `<name>.<language>.svg` of content/pictures, else `<name>.svg`.
 * A picture that does not exist throws with the names tried.
 */
export function readPicture(contentDirectory: string, src: string, language: Language): string {
  const name = src.replace(/\.svg$/, '').replace(/\.(en|zh)$/, '');
  const candidates = [`${name}.${language}.svg`, `${name}.svg`, `${name}.en.svg`];
  const found = candidates.map((file) => join(contentDirectory, 'pictures', file)).find(existsSync);
  if (!found)
    throw new Error(`<Figure src="${src}">: no picture in content/pictures. Draw one of ${candidates.join(', ')}.`);
  return plainText(readFileSync(found, 'utf8')).replace(/^<\?xml[^>]*>\s*/, '');
}
