import { type Cluster, unreachable } from '@drydock/cluster';
import { CourseError, type KubeObject } from '@drydock/model';
import { expect, test } from 'vitest';
import type { Reading } from '../reading/reading.ts';
import { viewOfOne } from '../testing/test-view.ts';
import { read } from './read.ts';

const started = { running: { startedAt: '2026-01-01T10:01:00Z' } };
const podIn = (state: object): KubeObject & { spec: object; status: object } => ({
  kind: 'Pod',
  metadata: {
    name: 'demo',
    namespace: 'lab',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T10:00:00Z',
  },
  spec: { containers: [{ name: 'a' }] },
  status: { containerStatuses: [{ name: 'a', state }] },
});

/** A command fails like this in a container that ran a moment ago; the API server answers this about its log, and the Pod is now like this. */
async function refused(error: Error, log: { status: number; message?: string }, now: object): Promise<Reading> {
  const looks = [podIn(started), podIn(now)];
  const cluster: Cluster = {
    request: async () => ({
      status: log.status,
      headers: {},
      body: Buffer.from(JSON.stringify({ message: log.message ?? '' })),
      isCut: false,
    }),
    watch: () => {
      throw new TypeError('not watched in this test');
    },
    exec: async () => Promise.reject(error),
    [Symbol.dispose]: () => undefined,
  };
  const view = viewOfOne(cluster, async () => looks.shift());
  const pod = { namespace: 'lab', name: 'demo' };
  return read(view, { kind: 'exec', pod, argv: ['true'], isAct: false });
}

const server = 'https://127.0.0.1:6443';
const died = { terminated: { exitCode: 1, reason: 'Error' } };
const failures: readonly [string, Error][] = [
  ['a refused upgrade', unreachable(new Error('Unexpected server response: 500'), server)],
  ['a gateway that lost the kubelet’s answer', unreachable(new Error('Unexpected server response: 502'), server)],
  ['a cut connection', new CourseError('cluster_unreachable', 'The connection into Pod lab/demo was cut.', 'Again.')],
  ['a container that is not there', new CourseError('not_found', 'The container a takes no commands.', 'Look.')],
];

test.for(failures)(
  'a container that has just died is not ready, whatever its end looks like: %s',
  async ([, error]) => {
    const told = await refused(error, { status: 200 }, died);
    expect(told).toMatchObject({ state: 'unready', reason: { en: expect.stringMatching(/exit code 1|Error/) } });
    expect(await refused(error, { status: 400 }, started)).toMatchObject({
      state: 'unready',
      reason: { en: 'the container does not accept commands' },
    });
  },
);

test('a kubelet that does not answer is no fault of the student, and is named', async () => {
  const message = 'Get "https://10.0.0.2:10250/containerLogs/lab/demo/a": dial tcp 10.0.0.2:10250: connection refused';
  const told = await refused(
    unreachable(new Error('Unexpected server response: 500'), server),
    { status: 500, message },
    started,
  );
  expect(told).toMatchObject({ state: 'unavailable', reason: { en: expect.stringContaining('connection refused') } });
});
