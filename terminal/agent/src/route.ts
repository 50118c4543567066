import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request to the agent. */
export interface Asked {
  /** What is in the place of each `*` of the route. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
  /** The body as JSON; rejects when it is larger than `mostBytes`, usually 4 KiB. */
  readonly body: (mostBytes?: number) => Promise<unknown>;
}

/** Answers by method and path, as in `GET /recordings/*`. */
export type Routes = Readonly<Record<string, (asked: Asked) => void | Promise<void>>>;

/** Answers a request by its route; 404 when there is none. */
export async function answer(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://agent');
  const parts = pathname.split('/').slice(1);
  for (const [route, handle] of Object.entries(routes)) {
    const [method, path = ''] = route.split(' ');
    const wanted = path.split('/').slice(1);
    if (method !== request.method || wanted.length !== parts.length) continue;
    if (!wanted.every((part, index) => part === '*' || part === parts[index])) continue;
    const names = parts.filter((_, index) => wanted[index] === '*').map(decodeURIComponent);
    return handle({ names, query: searchParams, response, body: (most) => bodyOf(request, most) });
  }
  reply(response, 404, { message: `${request.method} ${pathname} is not known` });
}

/** Answers with a value as JSON. */
export function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage, mostBytes = 4096): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const pieces: AsyncIterable<Buffer> = request;
  for await (const part of pieces) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes) throw new Error(`a body of more than ${mostBytes} bytes`);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}
