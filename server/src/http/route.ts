import { type CourseError, type ErrorCode, errorStatus } from '@drydock/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Access, type Action, may } from '../identity/may.ts';
import { nobody } from '../identity/principal.ts';
import { invalid } from './problem.ts';
import { fail } from '../text/fail.ts';

/** What a handler is given: everything already read through the route's schemas. */
export interface RouteRequest<Params, Body, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly access: Access;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Answer {
  readonly description: string;
  /** JSON by this schema; what it does not name is not sent. */
  readonly schema?: z.ZodType;
  /** A content type other than JSON. */
  readonly type?: string;
}

/** One route as data: what is registered, checked and described in the OpenAPI document is the same object. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly action: Action;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | undefined;
  /** How large a body may be; default is that of the app. */
  readonly bodyLimitBytes?: number;
  readonly answers: Readonly<Record<number, Answer>>;
  readonly problems: readonly ErrorCode[];
  /** An answer that goes on for ever has no HEAD. */
  readonly isStream?: boolean;
  readonly run: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

/** Handlers return the status and body to send, or nothing when they took the connection over. */
type Reply = { status: number; body?: unknown } | undefined;

const noParams = z.object({});
/** What is read where nothing is asked for. */
const nothing = z.unknown().transform(() => undefined);

/** A route whose handler sees parsed parameters and body; `problems` are the codes it can answer with beside those every route has. */
export function defineRoute<
  Params extends z.ZodObject = typeof noParams,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodObject = typeof noParams,
>(route: {
  method: Route['method'];
  path: string;
  tag: string;
  summary: string;
  /** What it lets one do; `identity/may.ts` says who may. */
  action: Action;
  params?: Params;
  /** What may follow the `?` of the address. */
  query?: Query;
  body?: Body;
  bodyLimitBytes?: number;
  answers: Route['answers'];
  isStream?: boolean;
  problems?: readonly ErrorCode[];
  handle: (request: RouteRequest<z.output<Params>, z.output<Body>, z.output<Query>>) => Promise<Reply> | Reply;
}): Route {
  const { handle, params, query, body, problems = [], ...rest } = route;
  return {
    ...rest,
    params: params ?? noParams,
    query: query ?? noParams,
    body,
    problems,
    async run(request, reply) {
      const access = { principal: request.principal ?? nobody, action: route.action };
      if (!may(access.principal, access.action)) throw fail('forbidden', (text) => text.notAllowed(access.action));
      const answer = await handle({
        params: read('address', params, request.params),
        query: read('address', query, request.query),
        body: read('request body', body, request.body),
        access,
        request,
        reply,
      });
      if (!answer) return;
      const described = route.answers[answer.status];
      if (!described) throw new Error(`${route.method} ${route.path} does not describe its answer ${answer.status}`);
      void reply.code(answer.status).header('cache-control', 'no-store');
      if (described.type) await reply.type(described.type).send(answer.body);
      else if (described.schema) await reply.send(described.schema.parse(answer.body));
      else await reply.send();
    },
  };
}

/** Reads a part of a request; a handler takes nothing of a part for which its route has no schema. */
function read<Schema extends z.ZodType>(
  what: 'address' | 'request body',
  schema: Schema | undefined,
  value: unknown,
): z.output<Schema> {
  const parsed = z.safeParse<z.ZodType>(schema ?? nothing, value);
  if (!parsed.success) throw invalid(what, parsed.error);
  return parsed.data as z.output<Schema>;
}

export function registerRoutes(app: FastifyInstance, routes: readonly Route[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyLimitBytes !== undefined && { bodyLimit: route.bodyLimitBytes }),
      exposeHeadRoute: route.isStream !== true,
      handler: (request, reply) => route.run(request, reply),
    });
  }
}

function methodsOf(routes: readonly Route[], path: string): readonly string[] {
  return routes
    .filter((route) => new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/:[a-z]+/g, '[^/]+')}$`).test(path))
    .map(({ method }) => method);
}

/** Problems by status, as an OpenAPI document lists them. */
export function problemsByStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const found = new Map<number, ErrorCode[]>();
  for (const code of new Set(codes)) found.set(errorStatus[code], [...(found.get(errorStatus[code]) ?? []), code]);
  return found;
}

/** The refusal of an address that has no route; a known path with another method says which methods it has. */
export function noRoute(
  routes: readonly Route[],
  method: string,
  url: string,
): { problem: CourseError; allow?: string } {
  const path = url.split('?')[0] ?? url;
  const methods = methodsOf(routes, path);
  if (methods.length === 0) {
    return {
      problem: fail('not_found', (text) => text.nothingAt(path)),
    };
  }
  const allow = methods.join(', ');
  return {
    allow,
    problem: fail('method_not_allowed', (text) => text.wrongMethod(path, method, allow)),
  };
}
