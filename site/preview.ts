import { fileURLToPath } from 'node:url';
import { type AstroIntegration, dev } from 'astro';
import { siteConfig, type SitePlaces } from './src/config.ts';
import { loadAgain } from './src/preview/load-again.ts';

/** The course site while its texts are being written. */
export interface SitePreview {
  readonly address: string;
  close(): Promise<void>;
}

const surviveLosses: AstroIntegration = {
  name: 'drydock-load-again',
  hooks: { 'astro:config:setup': ({ injectScript }) => injectScript('head-inline', loadAgain) },
};

/** Serves the pages on a free loopback port with hot reload of their texts, this repository's by default. The API is not there: the caller puts one address before both. */
export async function previewSite(places?: SitePlaces): Promise<SitePreview> {
  const before = new Set(process.listeners('SIGTERM'));
  const config = siteConfig(places);
  const running = await dev({
    ...config,
    integrations: [...(config.integrations ?? []), surviveLosses],
    root: fileURLToPath(new URL('./', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0 },
  });
  // Vite ends the whole process at SIGTERM, before its owner has put away what is its own.
  for (const listener of process.listeners('SIGTERM')) {
    if (!before.has(listener)) process.off('SIGTERM', listener);
  }
  return { address: `http://127.0.0.1:${running.address.port}`, close: () => running.stop() };
}
