import { answerLimitBytes, refusal } from '@drydock/cluster';
import type { LogsProbe } from '@drydock/lab';
import type { KubeObject } from '@drydock/model';
import { type Seen, startedAt } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { keepBothEnds } from '../reading/bounded-lines.ts';
import { nameOfPod, runningPod } from '../reading/pod.ts';
import { say } from '../text/say.ts';

/** A log of this size is read whole; of a longer one half of it from each end. */
const wholeBytes = 64 * 1024;
const endBytes = wholeBytes / 2;
const endLines = 500;

/**
 * What a container wrote: whole when it is short, otherwise its beginning and its end, so that neither what came first nor what came last is lost behind the other. With
 * `containing` only lines that hold a text count, whatever was written around them.
 */
export async function readLogs(view: View, probe: LogsProbe): Promise<Seen> {
  const running = await runningPod(view, probe.pod, probe.container);
  const object = running.seen ? running.seen.objects[0] : running.object;
  if (!object) return running.seen ?? { subject: '', state: 'missing', values: {}, objects: [] };
  const log = await (probe.containing === undefined ? bothEnds(view, probe, object) : matching(view, probe, object));
  if (log === undefined)
    return (
      running.seen ?? {
        subject: nameOfPod(object),
        state: 'unready',
        values: {},
        objects: [object],
        reason: say((text) => text.noLog),
        bornAt: startedAt(object),
      }
    );
  return {
    subject: nameOfPod(object),
    state: 'found',
    values: { self: object, log, lines: log.split('\n').filter((line) => line !== '') },
    objects: [object],
    bornAt: startedAt(object),
  };
}

/** Returns the log or its two ends; undefined when there is no log. */
async function bothEnds(view: View, probe: LogsProbe, object: KubeObject): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  const begin = await ask(view, probe, object, { limitBytes: String(wholeBytes) }, (chunk) => chunks.push(chunk));
  if (begin === undefined) return undefined;
  const start = Buffer.concat(chunks);
  if (start.length < wholeBytes) return start.toString('utf8');
  // The two ends do not meet: together they are no longer than what was just read.
  const lineEnd = start.lastIndexOf('\n', endBytes - 1) + 1;
  const head = start.subarray(0, lineEnd || endBytes).toString('utf8');
  const tail = keepBothEnds({ first: 0, last: endLines, bytes: endBytes });
  // `limitBytes` would cut off the end of these lines, which is what they are asked for.
  await ask(view, probe, object, { tailLines: String(endLines) }, (chunk) => tail.push(chunk));
  return `${head}${head.endsWith('\n') ? '' : '\n'}${textOf(tail.end())}`;
}

/** The first and the last lines that hold the text, of all that the node has of the log. */
async function matching(view: View, probe: LogsProbe, object: KubeObject): Promise<string | undefined> {
  const { containing } = probe;
  const found = keepBothEnds({ containing, first: endLines, last: endLines, bytes: endBytes });
  const all = await ask(view, probe, object, {}, (chunk) => found.push(chunk));
  if (all === undefined) return undefined;
  const lines = found.end();
  if (!all.isCut) return textOf(lines);
  const last = keepBothEnds({ containing, first: 0, last: endLines, bytes: endBytes });
  await ask(view, probe, object, { tailLines: String(endLines) }, (chunk) => last.push(chunk));
  return textOf([...lines, ...last.end()]);
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Streams a log; undefined when the container has no log. */
async function ask(
  view: View,
  { pod, container, previous }: LogsProbe,
  object: KubeObject,
  part: Readonly<Record<string, string>>,
  onChunk: (chunk: Buffer) => void,
): Promise<{ isCut: boolean } | undefined> {
  const query = new URLSearchParams({
    ...part,
    ...(previous && { previous: 'true' }),
    ...(container !== undefined && { container }),
  });
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(object.metadata.name)}/log?${query.toString()}`;
  const { status, body, isCut } = await view.cluster.request(path, {
    signal: view.signal,
    limitBytes: answerLimitBytes,
    headers: { accept: '*/*' },
    onChunk,
  });
  if (status === 400 || status === 404) return undefined;
  if (status !== 200) throw refusal(path, status, body);
  return { isCut };
}
