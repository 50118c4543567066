import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { scriptBytes, scriptLimitKib } from '../script-size.ts';

/** Prints what script each kind of page costs, and fails the build when a page breaks the promise. */
export function measureScripts(): AstroIntegration {
  let base = '/';
  return {
    name: 'drydock-measure-scripts',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = `${config.base.replace(/\/$/, '')}/`;
      },
      'astro:build:done': ({ dir, pages, logger }) => {
        const directory = fileURLToPath(dir);
        const files = pages
          .map(({ pathname }) => `${pathname}index.html`)
          .filter((file) => existsSync(join(directory, file)));
        const sizes = files
          .map((file) => ({ file, kib: scriptBytes(directory, file, base) / 1024 }))
          .toSorted((a, b) => b.kib - a.kib);
        const largest = (kind: RegExp) => sizes.find(({ file }) => kind.test(file))?.kib ?? 0;
        const words = `${largest(/\/labs\//).toFixed(1)} KiB on a lab page, ${largest(/^\w+\/(?!labs)[\w-]+\//).toFixed(1)} KiB on a lesson page`;
        logger.info(`Script before a terminal opens (gzip): ${words}; at most ${scriptLimitKib} KiB.`);
        const [worst] = sizes;
        if (worst && worst.kib > scriptLimitKib) {
          throw new Error(
            `${worst.file} loads ${worst.kib.toFixed(1)} KiB of script. Load what a page does not need at once on demand.`,
          );
        }
      },
    },
  };
}
