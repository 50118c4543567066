import { expect } from 'vitest';
import type { Check } from '@drydock/lab';
import { testCheck } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';
import { because } from '../because/because.ts';
import type { Look } from '../because/look.ts';
import type { Reading } from '../reading/reading.ts';
import { judge } from '../verdict/judge.ts';

const startedAt = new Date('2026-01-01T00:00:00Z');

/** What is known of the cluster of this world. */
export const facts = { parameters: {}, startedAt, now: startedAt, serverVersion: '1.36.3', lacking: new Set<string>() };

export interface World {
  readonly objects?: readonly KubeObject[];
  readonly warnings?: Readonly<Record<string, string>>;
  readonly line?: string;
}

/** An object of the namespace `lab` that is as old as the attempt. */
export function object(
  kind: string,
  name: string,
  more: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubeObject {
  const apiVersion = kind === 'Deployment' || kind === 'ReplicaSet' ? 'apps/v1' : kind === 'Job' ? 'batch/v1' : 'v1';
  const own = {
    name,
    namespace: 'lab',
    uid: `${kind}-${name}`,
    resourceVersion: '1',
    creationTimestamp: startedAt.toISOString(),
  };
  return { apiVersion, kind, metadata: { ...own, ...metadata }, ...more };
}

/** A cluster as an explanation sees it, which notes what it is asked. */
export function look({ objects = [], warnings = {}, line }: World): Look & { readonly asked: string[] } {
  const asked: string[] = [];
  const note = <T>(what: string, value: T): T => {
    asked.push(what);
    return value;
  };
  return {
    asked,
    images: ['course.local/stress:1.0'],
    now: startedAt.getTime() + 60_000,
    hasAsked: () => asked.length > 0,
    get: async ({ kind, name }) =>
      note(
        `get ${kind}`,
        objects.find((each) => each.kind === kind && each.metadata.name === name),
      ),
    list: async ({ kind }) =>
      note(
        `list ${kind}`,
        objects.filter((each) => each.kind === kind),
      ),
    warning: async ({ metadata: { uid } }) => note('warning', warnings[uid]),
    warningIn: async (namespace, reason) => {
      const words = note('warningIn', warnings[`${namespace} ${reason}`]);
      return words === undefined ? undefined : { of: `ReplicaSet ${namespace}/web-1`, words };
    },
    lastLine: async (_, __, { previous }) => note(`log ${previous}`, line),
  };
}

/** What is said of a check on an object that does not pass. */
export async function told(
  subject: KubeObject & { spec?: object; status?: object },
  world: World = {},
  change: Partial<Check> = {},
): Promise<string | undefined> {
  const check: Check = { ...testCheck, that: "self.status.phase == 'Nothing'", ...change };
  const main: Reading = {
    subject: 's',
    state: 'found',
    values: { self: subject },
    objects: [subject],
    request: '',
    tookMs: 1,
  };
  const readings = { main, with: {} };
  const text = await because(look(world), check, readings, judge(check, readings, facts, {}));
  expect(text?.zh ?? '无').toMatch(/\p{Script=Han}/u);
  return text?.en;
}

/** A Pod of one container in this state. */
export function pod(
  state: unknown,
  more: { spec?: object; container?: object; status?: object; lastState?: unknown; restartCount?: number } = {},
): KubeObject {
  const { spec, container, status, lastState, restartCount = 0 } = more;
  return object('Pod', 'demo', {
    spec: { containers: [{ name: 'web', image: 'course.local/stress:1.0', ...container }], ...spec },
    status: {
      phase: 'Pending',
      containerStatuses: [{ name: 'web', state, lastState, restartCount, ready: false }],
      ...status,
    },
  });
}
export const waiting = (reason: string, message = '') => ({ waiting: { reason, message } });
