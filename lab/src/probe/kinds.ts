import { code } from './code.ts';
import { event } from './event.ts';
import { exec } from './exec.ts';
import { file } from './file.ts';
import { http } from './http.ts';
import { list } from './list.ts';
import { logs } from './logs.ts';
import { metrics } from './metrics.ts';
import { node } from './node.ts';
import type { ProbeKind } from './probe-kind.ts';
import { registry } from './registry.ts';
import { resource } from './resource.ts';

/** Every kind of probe by its name. */
export const probeKinds = { resource, list, event, http, exec, file, logs, metrics, code, registry, node };

export type ProbeName = keyof typeof probeKinds;

/** How a check looks at the cluster. */
export type Probe = ReturnType<(typeof probeKinds)[ProbeName]['toProbe']>;

/** What the language knows of the kind of probe with this name. */
export function kindNamed(name: ProbeName): ProbeKind<Probe> {
  return probeKinds[name];
}

/** What the language knows of a probe's kind. */
export function kindOf(probe: Probe): ProbeKind<Probe> {
  return probeKinds[probe.kind];
}
