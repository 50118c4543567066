import type { ViewContainer, ViewHappening, ViewNode, ViewPod, ViewWorkload } from '../view/view-object.ts';

const common = {
  namespace: 'default',
  createdAt: '2026-11-27T12:00:00Z',
  isLeaving: false,
  owner: null,
} as const;
const nothing = { cpuMillis: null, memoryBytes: null };

/** A running container of a Pod. */
export function exampleContainer(change: Partial<ViewContainer> = {}): ViewContainer {
  return {
    name: 'web',
    image: 'course.local/nginx:1.29',
    role: 'main',
    state: 'running',
    reason: null,
    message: null,
    exitCode: null,
    since: '2026-11-27T12:00:02Z',
    isReady: true,
    isStarted: true,
    restarts: 0,
    last: null,
    requests: nothing,
    limits: nothing,
    probes: [],
    ...change,
  };
}

/** A running Pod. */
export function examplePod(name: string, change: Partial<ViewPod> = {}): ViewPod {
  return {
    kind: 'Pod',
    ...common,
    uid: `pod-${name}`,
    name,
    node: 'node-1',
    phase: 'Running',
    word: 'Running',
    isReady: true,
    readySince: '2026-11-27T12:00:03Z',
    readyContainers: 1,
    restarts: 0,
    containers: [exampleContainer()],
    claims: [],
    unscheduled: null,
    ...change,
  };
}

/** An Event about a Pod. */
export function exampleHappening(pod: string, change: Partial<ViewHappening> = {}): ViewHappening {
  return {
    kind: 'Event',
    ...common,
    uid: `event-${pod}-${change.reason ?? 'Started'}`,
    name: `${pod}.1`,
    about: { kind: 'Pod', name: pod, namespace: 'default', uid: `pod-${pod}`, container: 'web' },
    isWarning: false,
    reason: 'Started',
    message: 'Container started',
    count: 1,
    firstAt: '2026-11-27T12:00:02Z',
    at: '2026-11-27T12:00:02Z',
    ...change,
  };
}

/** A node that is ready. */
export function exampleNode(name: string, change: Partial<ViewNode> = {}): ViewNode {
  return {
    kind: 'Node',
    ...common,
    namespace: null,
    uid: `node-${name}`,
    name,
    isReady: true,
    isCordoned: false,
    allocatable: { cpuMillis: 2000, memoryBytes: 4 * 1024 ** 3 },
    ...change,
  };
}

/** A workload with all of its Pods ready. */
export function exampleWorkload(
  kind: ViewWorkload['kind'],
  name: string,
  change: Partial<ViewWorkload> = {},
): ViewWorkload {
  const uid = `${kind}-${name}`;
  return { kind, ...common, uid, name, wanted: 1, ready: 1, schedule: null, isPaused: false, ...change };
}
