import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What in a page holds an address: attributes, a refresh, and what the search shows in place of the page's own. */
const places = [
  /\s(?:href|src|action|poster|component-url|renderer-url|data-href|data-url)="([^"]*)"/g,
  /\ssrcset="([^"\s]*)[^"]*"/g,
  /content="0; url=([^"]*)"/g,
  /data-pagefind-meta="url:([^"]*)"/g,
  /url\(["']?([^"')]*)["']?\)/g,
];

/**
 * Follows every address in the pages and style sheets of a built site, which is served under `base`, as in `/k8s`. Returns those that lead out of it or to nothing, each with the file that has it;
 * addresses of other hosts are not looked at.
 */
export function brokenAddresses(directory: string, base: string): string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(html|css)$/.test(file),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const page = new URL(`${base}/${file.replace(/index\.html$/, '')}`, 'http://site');
    return addressesIn(text).flatMap((address) => {
      const why = whyBroken(new URL(address.replaceAll('&amp;', '&'), page), directory, base);
      return why === undefined ? [] : [`${file}: ${address} ${why}`];
    });
  });
  return [...new Set(found)];
}

function addressesIn(text: string): string[] {
  return places
    .flatMap((place) => [...text.matchAll(place)].map(([, address = '']) => address))
    .filter((address) => address !== '' && !address.startsWith('#'));
}

function whyBroken({ host, pathname }: URL, directory: string, base: string): string | undefined {
  if (host !== 'site') return undefined;
  if (!pathname.startsWith(`${base}/`)) return `leads out of ${base}/`;
  const path = join(directory, decodeURIComponent(pathname.slice(base.length)));
  const isThere = existsSync(path) && (statSync(path).isFile() || existsSync(join(path, 'index.html')));
  return isThere ? undefined : 'leads to nothing';
}
