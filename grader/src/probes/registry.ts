import type { Probe } from '../lab.ts';
import type { Seen } from '../reading.ts';
import type { View } from '../view.ts';

/** With which status the attempt's registry answered whoever asked for a repository since the attempt began, by its own access log on the node. */
export async function readRegistry(view: View, { repository }: Extract<Probe, { kind: 'registry' }>): Promise<Seen> {
  const node = await view.node();
  const since = `@${Math.floor(view.startedAt.getTime() / 1000)}`;
  const argv = [
    'journalctl',
    '--unit=course-registry',
    '--output=cat',
    '--no-pager',
    '--lines=500',
    `--since=${since}`,
  ];
  const { stdout } = await node.exec(argv, { timeoutMs: 8000, ...(view.signal && { signal: view.signal }) });
  const requests = [...stdout.matchAll(/^\S+ - \S+ \[[^\]]*\] "([A-Z]+) (\S+) [^"]*" (\d+) \d+ "[^"]*" "([^"]*)"/gm)]
    .map(([, method = '', path = '', status, client = '']) => ({
      method,
      path,
      status: Number(status),
      client,
    }))
    .filter(({ path }) => path.startsWith(`/v2/${repository}/`));
  return { subject: `registry ${repository}`, state: 'found', values: { requests }, objects: [] };
}
