import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { codeOf, type Principal, Session } from '@drydock/model';
import cookie from '@fastify/cookie';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { type BasePath, createBasePath } from './base-path.ts';
import { dataPolicy, securityHeaders } from './headers.ts';
import type { OriginCheck } from './origin.ts';
import { rawAnswer, toCourseError } from './problem.ts';
import { registerRoutes, type Route } from './route.ts';
import { studentNamed } from '../identity/principal.ts';
import type { Sessions } from '../identity/sessions.ts';
import { fail } from '../text/fail.ts';

/** The largest body of a route that names no other. */
const bodyLimitBytes = 64 * 1024;

/** An HTTP server with our routes, one error shape, the Origin check and the session; nothing listens yet. */
export async function createApp({
  routes,
  origin,
  sessions,
  cookieSecret,
  trustProxy = false,
  base = createBasePath(''),
  log,
}: {
  routes: readonly Route[];
  origin: OriginCheck;
  sessions: Sessions;
  cookieSecret: string;
  /** Proxies that are believed about the address and the scheme of a browser. */
  trustProxy?: readonly string[] | boolean | ((address: string, hop: number) => boolean);
  /** Routes and files are under it. */
  base?: BasePath;
  log: Logger;
}): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = log;
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: typeof trustProxy === 'object' ? [...trustProxy] : trustProxy,
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    rewriteUrl: ({ url = '/' }) => base.strip(url) ?? url,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (error, _request, reply: Pick<FastifyReply, 'code'>) => {
      const problem = toCourseError(error, log);
      void reply.code(problem.status).headers(securityHeaders).send(problem.toJSON());
    },
  });
  await app.register(cookie, { secret: cookieSecret });
  app.decorateRequest('principal', null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    parseJson(String(body), done);
  });

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ ...securityHeaders, 'content-security-policy': dataPolicy });
    origin.check(request.headers);
    const elsewhere = base.elsewhere(request.originalUrl);
    if (elsewhere !== undefined) return reply.redirect(elsewhere);
    if (request.url.startsWith('/api/')) request.principal = studentNamed(sessions.identify(request, reply));
    return undefined;
  });
  app.addHook('onResponse', async (request, reply) => {
    const [path] = request.url.split('?');
    log.debug(
      { method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  app.setErrorHandler(async (error, request, reply) => {
    const { bodyLimit } = request.routeOptions;
    const problem = isBodyTooLarge(error)
      ? fail('too_large', (text) => text.bodyTooLarge(Math.floor((bodyLimit ?? bodyLimitBytes) / 1024)))
      : toCourseError(error, log);
    return reply
      .code(problem.status)
      .header('cache-control', 'no-store')
      .type('application/json')
      .send(problem.toJSON());
  });
  registerRoutes(app, routes);
  return app;
}

/** Returns who sends an upgrade request, which passes no hook of the server, in the way of every other request under the path `base`. */
export function principalOf(app: FastifyInstance, base: string): (request: IncomingMessage) => Promise<Principal> {
  const isOfConnection = (name: string): boolean =>
    /^(connection|upgrade|content-|transfer-|sec-websocket-)/.test(name);
  return async ({ headers, socket }) => {
    const answer = await app.inject({
      url: `${base}/api/session`,
      headers: Object.fromEntries(
        Object.entries(headers).filter(([name, value]) => value !== undefined && !isOfConnection(name)),
      ),
      ...(socket.remoteAddress === undefined ? {} : { remoteAddress: socket.remoteAddress }),
    });
    return studentNamed(Session.parse(answer.json()).user);
  };
}

const isBodyTooLarge = (error: unknown): boolean => codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE';

/** An empty body is no body, whatever its Content-Type says. */
function parseJson(text: string, done: (error: Error | null, body?: unknown) => void): void {
  if (text.trim() === '') return done(null, undefined);
  try {
    return done(null, JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return done(
      fail('bad_request', (text) => text.notJson(why), {
        cause: error,
      }),
    );
  }
}

/** What is not HTTP at all still gets the one error shape. */
function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = isLarge
    ? fail('too_large', (text) => text.headersTooLarge)
    : fail('bad_request', (text) => text.notHttp);
  socket.end(rawAnswer(problem));
}
