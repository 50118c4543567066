import type { Check, Lab } from '../lab.ts';

const text = { en: 'it is ready', zh: '已就绪' };

/** A check of the tests: the Pod `lab/demo` runs. */
export const testCheck: Check = {
  id: 'ready',
  task: 'run',
  title: text,
  expected: text,
  probe: { kind: 'resource', ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'demo' }, absent: false },
  with: {},
  that: "self.status.phase == 'Running'",
  withinMs: 0,
  holdMs: 0,
  isFresh: false,
  isOriginal: false,
  isOnce: false,
  needs: [],
  hints: [],
};

/** A lab of the tests: one task of three points with these checks, and no folder. */
export function testLab(...checks: readonly Check[]): Lab {
  return {
    id: 'a-lab',
    directory: '/nowhere',
    title: text,
    lesson: 'resources/memory',
    minutes: 5,
    profile: 'one-node',
    nodeShell: false,
    registry: false,
    reset: 'in-place',
    alone: false,
    parameters: { token: 'random8' },
    objectives: [text],
    cleanup: { objects: [], files: [] },
    tasks: [{ id: 'run', points: 3, title: text, checks }],
    solution: {},
  };
}

/** A node that was there before every attempt of a test. */
export const oldNode = {
  kind: 'Node',
  name: 'one',
  createdAt: '2026-01-01T00:00:00Z',
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
} as const;

/** The node of a test without nodes. */
export const noNode = async (): Promise<never> => Promise.reject(new Error('no node in this test'));
