import { createReadStream, existsSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Answers with a file of a built site, a folder's page, or the page for what is not there. */
export function serveFile(directory: string, pathname: string, response: ServerResponse): void {
  let path = join(directory, normalize(decodeURIComponent(pathname)));
  if (existsSync(path) && statSync(path).isDirectory()) path = join(path, 'index.html');
  const isFound = existsSync(path);
  response.writeHead(isFound ? 200 : 404, {
    'content-type': types[extname(isFound ? path : '.html')] ?? 'application/octet-stream',
  });
  createReadStream(isFound ? path : join(directory, '404.html')).pipe(response);
}
