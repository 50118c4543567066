import {
  type CollectionRef,
  LabId,
  type LabNeeds,
  type Language,
  type ObjectRef,
  type PublicLab,
  SandboxProfile,
  type Text,
} from '@drydock/model';
import { z } from 'zod';
import type { Code } from './custom-check/custom-check.ts';
import type { PodRef } from './language/reference.ts';
import type { ShownBlock } from './language/solution-blocks.ts';

/** How a parameter is drawn for an attempt: eight easy letters and digits, or a password of sixteen. */
export const ParameterKind = z.enum(['random8', 'password16']);
export type ParameterKind = z.infer<typeof ParameterKind>;

/** How a check looks at the cluster. */
export type Probe =
  | { readonly kind: 'resource'; readonly ref: ObjectRef; readonly absent: boolean }
  | { readonly kind: 'list'; readonly of: CollectionRef }
  | { readonly kind: 'event'; readonly ref: ObjectRef; readonly reasons: readonly string[]; readonly source?: string }
  | HttpProbe
  | ExecProbe
  | LogsProbe
  | { readonly kind: 'metrics'; readonly pod: PodRef }
  | CodeProbe
  | { readonly kind: 'registry'; readonly repository: string }
  | { readonly kind: 'node'; readonly node?: string; readonly file: string }
  | { readonly kind: 'node'; readonly node?: string; readonly argv: readonly string[] };

export interface ExecProbe {
  readonly kind: 'exec';
  readonly pod: PodRef;
  readonly container?: string;
  readonly argv: readonly string[];
  /** The command changes something: it is run once for a Pod, on Check or Submit, when the other checks of the task pass; then the Pod is looked at. */
  readonly isAct: boolean;
}

export interface LogsProbe {
  readonly kind: 'logs';
  readonly pod: PodRef;
  readonly container?: string;
  readonly previous: boolean;
  /** Only lines that hold this text are read. */
  readonly containing?: string;
}

export interface CodeProbe {
  readonly kind: 'code';
  /** The name under which `checks.ts` exports it. */
  readonly name: string;
  /** What it is about: it is run while this object is there. */
  readonly ref: ObjectRef;
  /** It may use actions, and is run as an exec that acts is. */
  readonly isAct: boolean;
  /** How long it may take. */
  readonly limitMs: number;
  /** Which `checks.ts` it stands in: recorded, so that a submission is not judged again by code that has changed. */
  readonly digest?: string;
}

export interface HttpProbe {
  readonly kind: 'http';
  /** A node port is the Service's for `port`, on the node's own address. */
  readonly target: 'pod' | 'service' | 'nodeport';
  /** The node whose port is asked, for a node port. */
  readonly node?: string;
  readonly pod: PodRef;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often the request is sent, one after the other. */
  readonly repeat: number;
  /** A file on the node that carries one more line, drawn anew, while the request runs. */
  readonly mark?: string;
}

/** One machine-read condition of a task. Expressions are CEL; texts may hold `{{parameter}}`. */
export interface Check {
  readonly id: string;
  readonly task: string;
  readonly title: Text;
  readonly expected: Text;
  readonly probe: Probe;
  /** Further things to read, by the name the expression gives them. */
  readonly with: Readonly<Record<string, Probe>>;
  readonly that?: string;
  /** What must not have been true at any look since the attempt began. */
  readonly never?: string;
  readonly actual?: string;
  /** `actual` with the author's words in Chinese. */
  readonly actualZh?: string;
  readonly withinMs: number;
  readonly holdMs: number;
  /** Only an object younger than the attempt counts. */
  readonly isFresh: boolean;
  /** Only the very object that the lab's setup made counts. */
  readonly isOriginal: boolean;
  /** It is enough that the condition was once true during the attempt. */
  readonly isOnce: boolean;
  readonly needs: readonly string[];
  readonly hints: readonly Text[];
}

export interface Task {
  readonly id: string;
  readonly points: number;
  readonly title: Text;
  readonly checks: readonly Check[];
}

/** What reset removes beside everything younger than the attempt: objects by name and paths on the nodes. */
export interface Cleanup {
  readonly objects: readonly ObjectRef[];
  readonly files: readonly string[];
}

/** A whole lab with its checks: never sent to a browser. */
export interface Lab {
  readonly id: string;
  readonly directory: string;
  readonly title: Text;
  readonly lesson: string;
  readonly minutes: number;
  readonly profile: SandboxProfile;
  readonly nodeShell: boolean;
  /** The attempt has a private registry with an account and an image of its own. */
  readonly registry: boolean;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly objectives: readonly Text[];
  readonly cleanup: Cleanup;
  readonly tasks: readonly Task[];
  /** The lab's `checks.ts`, when it has one. */
  readonly code?: Code;
  /** The images of the course that its text names, hints and solution apart. */
  readonly images?: readonly string[];
  /** The reference solution's text, as Markdown; shown once it is unlocked. */
  readonly solution: Partial<Record<Language, string>>;
  /** The commands in that text, alike in both languages: what a proof runs. */
  readonly shown?: readonly ShownBlock[];
}

/** Returns what the lab needs of the driver that makes its cluster; a check that reads a node needs to get there. */
export function labNeeds({ profile, nodeShell, registry, tasks }: Lab): LabNeeds {
  const probes = tasks.flatMap(({ checks }) => checks.flatMap((check) => [check.probe, ...Object.values(check.with)]));
  return {
    profile,
    nodeShell: nodeShell || probes.some((probe) => probe.kind === 'node'),
    registry: registry || probes.some((probe) => probe.kind === 'registry'),
  };
}

/** What the browser may know of a lab. */
export function publicLab(lab: Lab): PublicLab {
  return {
    id: LabId.parse(lab.id),
    lesson: lab.lesson,
    title: lab.title,
    minutes: lab.minutes,
    profile: lab.profile,
    points: lab.tasks.reduce((sum, task) => sum + task.points, 0),
    nodeShell: lab.nodeShell,
    tasks: lab.tasks.map((task) => ({
      id: task.id,
      points: task.points,
      title: task.title,
      checks: task.checks.map((check) => ({ id: check.id, title: check.title, hints: check.hints.length })),
    })),
  };
}
