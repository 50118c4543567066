import { z } from 'zod';
import { formatRef, podObject, type PodRef } from '../language/reference.ts';
import { structOf } from '../schema/kinds.ts';
import { Argv, Flag, PodText } from './attribute-values.ts';
import type { ProbeKind } from './probe-kind.ts';
import { collectionOfPod } from './watched.ts';

/** What a command in a container prints. The program is the student's: `file` reads what it only reports. */
export interface ExecProbe {
  readonly kind: 'exec';
  readonly pod: PodRef;
  readonly container?: string;
  readonly argv: readonly string[];
  /** The command changes something: it runs once for a Pod, on Check or Submit, when the other checks of the task pass; then the Pod is looked at. */
  readonly isAct: boolean;
}

const attributes = { exec: PodText, argv: Argv, container: z.string().optional(), act: Flag };

export const exec = {
  attributes,
  examples: {
    exec: 'exec="mem-example/memory-demo"',
    argv: 'argv={["cat", "/etc/hostname"]}',
    container: 'container="web"',
    act: 'act, without a value',
  },
  toProbe: ({ exec: pod, argv, container, act }): ExecProbe => ({
    kind: 'exec',
    pod,
    argv,
    isAct: act === true,
    ...(container !== undefined && { container }),
  }),
  variables: () => ({ self: structOf('v1', 'Pod') ?? 'any', exitCode: 'int', stdout: 'string', stderr: 'string' }),
  subject: ({ pod }) => formatRef(podObject(pod)),
  watches: ({ pod }) => [collectionOfPod(pod)],
  actsOn: ({ isAct, pod }) => (isAct ? podObject(pod) : undefined),
  sideEffect: () => 'runs a command',
  object: ({ pod }) => (pod.name === undefined ? undefined : podObject(pod)),
  flaw: ({ isAct, pod }) =>
    isAct && pod.name === undefined
      ? {
          attribute: 'exec',
          message: 'A check that acts does so on one Pod, and this one names a selector.',
          fix: 'Name the Pod, as in exec="lab-web/web-1"; for Pods of unknown names write the check in checks.ts.',
        }
      : undefined,
} as const satisfies ProbeKind<ExecProbe, typeof attributes>;
