import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createPagePolicies, scriptPolicy } from './headers.ts';
import { noRoute, type Route } from './route.ts';

/** Serves the built site and answers every address nobody else has; API addresses get the one error shape, pages the site's own 404 page. */
export async function serveSite(app: FastifyInstance, siteDirectory: string, routes: readonly Route[]): Promise<void> {
  const root = resolve(siteDirectory);
  const policyOf = createPagePolicies();

  function sendMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { problem, allow } = noRoute(routes, request.method, request.url);
    if (allow) void reply.header('allow', allow);
    const page = missingPage(root, request);
    if (page === undefined || allow !== undefined) return reply.code(problem.status).send(problem.toJSON());
    return reply
      .code(404)
      .header('content-security-policy', policyOf(page, request.headers.host))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(readFileSync(page));
  }

  app.setNotFoundHandler(sendMissing);
  if (!existsSync(root)) return;
  await app.register(async (scope) => {
    await scope.register(compress, {
      encodings: ['br', 'gzip'],
      // The search index is gzip already, in files of no type: those would be sent as they are but called br.
      customTypes: /^(text\/|application\/(javascript|json)|image\/svg)/,
      brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
    });
    await scope.register(files, {
      root,
      cacheControl: false,
      setHeaders(response, path: string) {
        const isHashed = path.startsWith(join(root, '_astro'));
        void response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        if (path.endsWith('.js')) void response.header('content-security-policy', scriptPolicy);
        if (path.endsWith('.html'))
          void response.header('content-security-policy', policyOf(path, response.request.headers.host));
      },
    });
  });
}

/** The site's page for an address that is not there, in the language of the address; none for programs. */
function missingPage(root: string, request: FastifyRequest): string | undefined {
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  if (!wantsPage || request.url.startsWith('/api/')) return undefined;
  const language = /^\/([a-z]{2})(?:\/|$)/.exec(request.url)?.[1];
  const candidates = [
    ...(language ? [join(root, language, '404.html'), join(root, language, '404', 'index.html')] : []),
    join(root, '404.html'),
  ];
  return candidates.find((path) => existsSync(path));
}
