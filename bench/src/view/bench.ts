import { CourseError, readEvents, ViewEvent } from '@drydock/model';
import { createDrydockClient } from '@drydock/server/client';
import { startAttempt } from '../attempt.ts';
import type { Progress } from '../progress.ts';
import type { Served } from '../served.ts';
import { type Aim, atMost, hostNow, type Times, timesOf } from '../times.ts';
import { createWatched } from '../watched.ts';
import { openViewPage } from './page.ts';

/** How soon a change in the cluster is seen. Times in milliseconds, from sending the change to the API server. */
export interface ViewBench {
  readonly at: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  /** Until the change is on the stream of the cluster view. */
  readonly toEvent: Times;
  /** Until it is drawn in the page; the way of the answer out of the browser counts too. */
  readonly toPage: Times;
  /** The part of it until the API server has answered that the change is made. */
  readonly itself: Times;
  readonly aims: readonly Aim[];
}

const lab = 'memory-limit';
const pods = '/api/v1/namespaces/default/pods';
/** Nothing schedules it: what is timed is the way of a change and not the start of a container. */
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'seen' },
  spec: { schedulerName: 'nobody', containers: [{ name: 'main', image: 'course.local/nginx:1.26' }] },
};

/** Makes and removes a Pod in turns while a program and a page look at the cluster. */
export async function benchView(
  server: Served,
  options: { readonly rounds: number; readonly progress: Progress; readonly signal: AbortSignal },
): Promise<ViewBench> {
  const { rounds, progress } = options;
  const { openCluster } = await import('@drydock/cluster');
  const loadBefore = hostNow().load;
  await using cleanup = new AsyncDisposableStack();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  cleanup.defer(() => stop.abort());
  const client = createDrydockClient(server.address);
  const followed = await startAttempt(client, lab, signal);
  cleanup.defer(() => client.remove(`/api/attempts/${followed.id}`));
  const attempt = await progress.step(`Start ${lab}`, () => followed.until(({ state }) => state === 'ready', signal));
  const sandbox = (await server.driver.list()).find(({ id }) => id === attempt.sandbox);
  if (!sandbox)
    throw new CourseError('sandbox_unknown', 'The sandbox of the attempt is gone.', 'Run the benchmark again.');
  const cluster = cleanup.use(await openCluster(await sandbox.kubeconfig('grader')));
  const page = cleanup.use(await progress.step('Open the page', () => openViewPage(server.address, lab)));
  const seen = createWatched(false);
  const following = followPod(server.address, followed.id, (isThere) => seen.set(isThere), signal);
  following.catch(() => undefined);

  const [toEvent, toPage, itself]: [number[], number[], number[]] = [[], [], []];
  const headers = { 'content-type': 'application/json' };
  await progress.step(`Changes, ${rounds} rounds`, async () => {
    for (let round = 0; round < rounds; round++) {
      const isThere = round % 2 === 0;
      const startedAt = performance.now();
      const since = (): number => performance.now() - startedAt;
      const told = seen.until((now) => now === isThere, signal).then(since);
      const drawn = page.until(pod.metadata.name, isThere).then(since);
      const { status } = await (isThere
        ? cluster.request(pods, { method: 'POST', body: JSON.stringify(pod), headers, signal })
        : cluster.request(`${pods}/${pod.metadata.name}?gracePeriodSeconds=0`, { method: 'DELETE', signal }));
      itself.push(since());
      if (status >= 300)
        throw new CourseError('command_failed', `The API server answered ${status}.`, 'Run the benchmark again.');
      toEvent.push(await told);
      toPage.push(await drawn);
    }
  });
  const [event, drawn] = [timesOf(toEvent), timesOf(toPage)];
  return {
    at: new Date().toISOString(),
    host: { cpus: hostNow().cpus, loadBefore, loadAfter: hostNow().load },
    toEvent: event,
    toPage: drawn,
    itself: timesOf(itself),
    aims: [
      atMost('p95 from a change in the cluster to its event, ms', event.p95, 60),
      atMost('p95 from a change in the cluster to the page, ms', drawn.p95, 150),
    ],
  };
}

/** Reads the stream of the view, and tells whether the Pod is there. */
async function followPod(
  address: string,
  attempt: string,
  tell: (isThere: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(new URL(`/api/attempts/${attempt}/view`, address), { signal });
  if (!response.body) return;
  let uid: string | undefined;
  for await (const event of readEvents(response.body.pipeThrough(new TextDecoderStream()), ViewEvent)) {
    if (event.type !== 'change' || event.kind !== 'Pod') continue;
    const found = event.upserted.find(({ name }) => name === pod.metadata.name);
    if (found) {
      uid = found.uid;
      tell(true);
    } else if (uid !== undefined && event.removed.includes(uid)) {
      uid = undefined;
      tell(false);
    }
  }
}
