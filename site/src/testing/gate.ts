import type { IncomingMessage } from 'node:http';

/** Lets in what is asked for under one path of a server. */
export interface Gate {
  /** The addresses asked for that are elsewhere. */
  readonly strays: string[];
  /** Whether a request is under the path; its address is then without it. */
  admits(request: IncomingMessage): boolean;
}

/** A gate for the path `base`, as in `/k8s`; empty admits everything. */
export function createGate(base: string): Gate {
  const strays: string[] = [];
  return {
    strays,
    admits(request) {
      const { url = '/' } = request;
      const isInside = url.startsWith(`${base}/`);
      if (isInside) request.url = url.slice(base.length);
      else strays.push(url);
      return isInside;
    },
  };
}
