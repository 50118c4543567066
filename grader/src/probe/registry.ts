import { kindOf, type Probe } from '@drydock/lab';
import type { Seen } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';

/** A text of the log in quotes; what a client sends is in it with its own quotes escaped. */
const quoted = String.raw`"((?:[^"\\]|\\.)*)"`;
/** A line of the access log, in the combined format: method, path and status of the request, referrer and client. */
const accessLine = new RegExp(
  String.raw`^\S+ - \S+ \[[^\]]*\] "([A-Z]+) ([^\s"]+) [^\s"]+" (\d+) \d+ ${quoted} ${quoted}$`,
  'gm',
);

/**
 * Returns the requests for a repository since the attempt began, with the registry's status, from its access log. What the log has lost since
 * it was seen comes first.
 */
export async function readRegistry(view: View, probe: Extract<Probe, { kind: 'registry' }>): Promise<Seen> {
  const { repository } = probe;
  const registry = await view.registry();
  const log = await registry.log({
    since: view.startedAt,
    of: `/v2/${repository}/`,
    ...(view.signal && { signal: view.signal }),
  });
  const requests = [...log.matchAll(accessLine)]
    .map(([, method = '', path = '', status, , client = '']) => ({ method, path, status: Number(status), client }))
    .filter(({ path }) => path.startsWith(`/v2/${repository}/`));
  const all = view.requests?.complete(repository, requests) ?? requests;
  return { subject: kindOf(probe).subject(probe), state: 'found', values: { requests: all }, objects: [] };
}
