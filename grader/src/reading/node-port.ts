import { request } from 'node:http';
import type { HttpProbe } from '@drydock/lab';
import type { Service } from '@drydock/cluster';
import { codeOf, type KubeObject, type Text } from '@drydock/model';
import type { View } from './view.ts';
import { fail } from '../text/fail.ts';
import { say } from '../text/say.ts';

const bodyLimitBytes = 64 * 1024;
const timeoutMs = 6000;

/** Thrown when nothing answers on a node port, or not in HTTP: the student's object is not ready. */
export class Unanswered extends Error {
  readonly reason: Text;

  constructor(reason: Text) {
    super(reason.en);
    this.reason = reason;
  }
}

/** What a client outside the cluster gets from a Service's node port. */
export interface NodePortAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends a request to the node port of a Service, from the grader's host and to the address the sandbox gave the node. A Pod of the grader in the
 * cluster, or a program on the node, could be exchanged by a student, who is its administrator; the address in a Node's status could lead to anywhere.
 * Redirects are answers like any other and are not followed.
 */
export async function askNodePort(view: View, probe: HttpProbe, service: KubeObject): Promise<NodePortAnswer> {
  const port = nodePortOf(service, probe.port);
  const node = await view.node(probe.node);
  const host = await node.address({ ...(view.signal && { signal: view.signal }) });
  const { promise, resolve, reject } = Promise.withResolvers<NodePortAnswer>();
  const late = AbortSignal.timeout(timeoutMs);
  const signal = view.signal ? AbortSignal.any([view.signal, late]) : late;
  const { path, headers } = probe;
  const asked = request({ host, port, path, headers, agent: false, signal }, (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (): void =>
      resolve({
        status: response.statusCode ?? 0,
        body: Buffer.concat(chunks).toString('utf8'),
        headers: Object.fromEntries(Object.entries(response.headers).map(([key, value]) => [key, String(value)])),
      });
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, bodyLimitBytes - size));
      size += chunk.length;
      if (size <= bodyLimitBytes) return;
      done();
      response.destroy();
    });
    response.on('end', done);
    response.on('error', reject);
  });
  asked.on('error', reject);
  asked.end();
  try {
    return await promise;
  } catch (error) {
    if (view.signal?.aborted) throw error;
    if (late.aborted) throw fail('timeout', (text) => text.slowNodePort(port, timeoutMs / 1000));
    throw new Unanswered(whyUnanswered(error, port));
  }
}

function nodePortOf({ spec }: Service, port: number): number {
  const { type = 'ClusterIP', ports = [] } = spec ?? {};
  const found = ports.find((each) => each.port === port);
  if (found?.nodePort !== undefined) return found.nodePort;
  const numbers = ports.map((each) => each.port);
  throw new Unanswered(say((text) => (found ? text.noNodePort(type) : text.noPort(port, numbers))));
}

function whyUnanswered(error: unknown, port: number): Text {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH') return say((text) => text.portClosed(port));
  return say((text) => (code === 'ECONNRESET' ? text.portCut(port) : text.portNotHttp(port)));
}
