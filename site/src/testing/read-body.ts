import type { IncomingMessage } from 'node:http';

/** Reads the JSON object of a request; no body is an empty one. */
export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}
