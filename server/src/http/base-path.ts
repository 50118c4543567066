import { fail } from '../text/fail.ts';

/** The path under which a server is reached: `''` for an address of its own, or `/k8s` for `https://school.example/k8s/`. */
export interface BasePath {
  /** As browsers and programs write it, without a slash at its end. */
  readonly path: string;
  /** An address without the path; undefined for one that is not under it. */
  strip(url: string): string | undefined;
  /** Where a request for an address outside leads, if anywhere; throws `not_found` for all others but those of health. */
  elsewhere(url: string): string | undefined;
}

/** What watches a server asks it, not the proxy before it. */
const everywhere = new Set(['/healthz', '/readyz']);

export function createBasePath(path: string): BasePath {
  const strip = (url: string): string | undefined => (url.startsWith(`${path}/`) ? url.slice(path.length) : undefined);
  return {
    path,
    strip,
    elsewhere(url) {
      const [asked = '/'] = url.split('?');
      if (strip(url) !== undefined || everywhere.has(asked)) return undefined;
      if (asked === '/' || asked === path) return `${path}/`;
      throw fail('not_found', (text) => text.outside(asked, `${path}/`));
    },
  };
}
