import {
  LabId,
  type LabNeeds,
  type Language,
  type ObjectRef,
  profileShape,
  type PublicLab,
  SandboxProfile,
  type Text,
} from '@drydock/model';
import { z } from 'zod';
import type { Code } from './custom-check/custom-check.ts';
import type { Probe } from './probe/kinds.ts';
import type { ShownBlock } from './language/blocks/solution-blocks.ts';

/** How a parameter is drawn for an attempt: eight easy letters and digits, or a password of sixteen. */
export const ParameterKind = z.enum(['random8', 'password16']);
export type ParameterKind = z.infer<typeof ParameterKind>;

/** How a reset gives the start state back: in the same cluster, which is the rule, or always by a new one. */
export const ResetKind = z.enum(['in-place', 'new-cluster']);
export type ResetKind = z.infer<typeof ResetKind>;

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
  /** Who has once passed it and every task before it may begin a later attempt right after it. */
  readonly resume?: true;
  readonly checks: readonly Check[];
}

/** A path on one node, or on all of them. */
export interface NodePath {
  readonly path: string;
  /** The part that the node has in its profile. */
  readonly node?: string;
}

/** What reset removes beside everything younger than the attempt: objects by name and paths on the nodes. */
export interface Cleanup {
  readonly objects: readonly ObjectRef[];
  readonly files: readonly NodePath[];
}

/** What the private registry of a lab holds beside the image of the attempt. */
export interface LabRegistry {
  /** With the account `student` and the parameter `password`, or for everybody. */
  readonly access: 'account' | 'anonymous';
  /** By `repository:tag`, which of the course's images it is made of. */
  readonly images: Readonly<Record<string, string>>;
}

/** What the set-up does beside writing files and applying objects. */
export interface LabSetup {
  /** What it deletes of the cluster's own, before it applies anything. */
  readonly remove: readonly ObjectRef[];
  /** What must be true before the student begins; `withinMs` is how long the set-up waits. */
  readonly until: readonly SetupCondition[];
}

/** A condition that the set-up waits for. */
export interface SetupCondition {
  readonly probe: Probe;
  readonly with: Readonly<Record<string, Probe>>;
  readonly that?: string;
  readonly withinMs: number;
}

/** A whole lab with its checks: never sent to a browser. */
export interface Lab {
  readonly id: string;
  readonly directory: string;
  readonly title: Text;
  readonly lesson: string;
  readonly minutes: number;
  readonly profile: SandboxProfile;
  /** The student has a terminal on the nodes. `folders`: it is for the folders that nodes share, so it need not be root's. */
  readonly nodeShell: boolean | 'folders';
  /** What the student does takes root on a node, though not by a node shell: privileged Pods, the node's network, Pods in kube-system. */
  readonly root?: boolean;
  /** The attempt has a private registry with an account and an image of its own. */
  readonly registry: boolean;
  /** What that registry holds, where the lab says so. */
  readonly registryContent?: LabRegistry;
  /** How a reset gives the start state back: in the same cluster, or by a new one, where what the lab does cannot be undone. */
  readonly reset: ResetKind;
  /** Its proof measures time or load: nothing else runs beside it. */
  readonly alone: boolean;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly objectives: readonly Text[];
  readonly cleanup: Cleanup;
  readonly setup?: LabSetup;
  /** The parts of nodes whose names its files use, as `{{node.worker}}` or `params.node.worker`. */
  readonly namedNodes?: readonly string[];
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

/** Returns what the lab needs of the driver that makes its cluster, where a check that reads a node needs to get there; `root`: and whether its student must be root on a node. */
export function labNeeds(lab: Lab): LabNeeds & { readonly root: boolean } {
  const { profile, nodeShell, root = false, registry, tasks, setup, namedNodes = [] } = lab;
  const looks = [...tasks.flatMap(({ checks }) => checks), ...(setup?.until ?? [])];
  const probes = looks.flatMap((look) => [look.probe, ...Object.values(look.with)]);
  return {
    profile,
    nodeShell: nodeShell !== false || namedNodes.length > 0 || probes.some((probe) => probe.kind === 'node'),
    // A cluster without a network, or none at all, takes root to be finished.
    root: root || nodeShell === true || !profileShape[profile].hasPodNetwork,
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
    nodeShell: lab.nodeShell !== false,
    tasks: lab.tasks.map((task) => ({
      id: task.id,
      points: task.points,
      title: task.title,
      ...(task.resume && { resume: task.resume }),
      checks: task.checks.map((check) => ({ id: check.id, title: check.title, hints: check.hints.length })),
    })),
  };
}
