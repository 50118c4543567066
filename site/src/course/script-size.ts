import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The promise: kibibytes of gzipped script a page loads before a terminal opens. */
export const scriptLimitKib = 60;

/**
 * Gzipped bytes of script that a built page loads by itself: inline scripts, module scripts, its islands and everything those import
 * statically. The search counts too, since it loads when the page is idle; what is imported on demand (terminals) does not.
 * `base` is the path under which the site is served, with a slash at its end.
 */
export function scriptBytes(directory: string, page: string, base = '/'): number {
  const html = readFileSync(join(directory, page), 'utf8');
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)(?![^>]*type="application)[^>]*>([\s\S]*?)<\/script>/g)];
  const entries = [...html.matchAll(/(?:src|component-url|renderer-url|href)="(\/[^"]+\.js)"/g)].flatMap(
    ([, path = '']) => (path.startsWith(base) ? [`/${path.slice(base.length)}`] : []),
  );
  let bytes = inline.reduce((sum, [, text = '']) => sum + gzipSync(text).length, 0);
  const seen = new Set<string>();
  for (const queue = [...entries]; queue.length > 0;) {
    const path = queue.pop() ?? '';
    if (seen.has(path) || !existsSync(join(directory, path))) continue;
    seen.add(path);
    const code = readFileSync(join(directory, path), 'utf8');
    bytes += gzipSync(code).length;
    for (const [, name = ''] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[^'"();]*?from\s*)?["'](\.{1,2}\/[^"']+)["']/g,
    )) {
      queue.push(new URL(name, `http://site${path}`).pathname);
    }
    if (!/\/Search\./.test(path)) continue;
    for (const [, name = ''] of code.matchAll(/\bimport\(["'`](\.{1,2}\/[^"'`]+)["'`]\)/g)) {
      queue.push(new URL(name, `http://site${path}`).pathname);
    }
  }
  return bytes;
}
