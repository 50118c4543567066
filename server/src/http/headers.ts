import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** Headers of every answer: nothing of ours is framed, sniffed, or told to other sites. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** The policy of answers that are not pages. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The policy of the site's scripts. It counts only where one runs as a worker, as the search does: a worker has the policy of its own file. */
export const scriptPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'";

/**
 * The content security policy of a page: everything from this server, and of inline scripts only those the built page holds, by hash.
 * Styles may be inline (the terminal and code blocks set them); WebAssembly is the site's search.
 */
export function pagePolicy(html: string, host: string): string {
  const hashes = [...new Set(inlineScripts(html).map(hash))];
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval'${hashes.map((value) => ` '${value}'`).join('')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    // Not every browser takes 'self' for the WebSocket of the same address.
    `connect-src 'self' ws://${host} wss://${host}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(([, text = '']) => text);
}

function hash(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

/** Policies of page files, read again when a page was built anew. */
export function createPagePolicies(): (path: string, host: string | undefined) => string {
  const known = new Map<string, { mtimeMs: number; policy: string }>();
  return (path, host = '') => {
    const { host: name } = new URL(`http://${host}`);
    const { mtimeMs } = statSync(path);
    const key = `${name} ${path}`;
    const found = known.get(key);
    if (found?.mtimeMs === mtimeMs) return found.policy;
    const policy = pagePolicy(readFileSync(path, 'utf8'), name);
    known.set(key, { mtimeMs, policy });
    return policy;
  };
}
