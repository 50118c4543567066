import {
  type CourseError,
  type DriverInfo,
  type LabNeeds,
  missingCapabilities,
  type SandboxProfile,
} from '@drydock/model';
import type { DriverFacts } from './driver.ts';
import type { Lacking } from './text/en.ts';
import { fail } from './text/fail.ts';

/** What a lab needs: of a driver, and whether its student must be root on a node. */
export interface Needs extends LabNeeds {
  readonly root: boolean;
}

/** Returns what a lab needs and this driver lacks, or the operator withholds; empty when the lab can be started. */
export function missingOf(info: DriverFacts, needs: Needs): readonly Lacking[] {
  return [...missingCapabilities(info, needs), ...(needs.root && info.isShared ? ['root' as const] : [])];
}

/** Returns why a lab cannot be started with this driver: `capability_missing` with all that it lacks; undefined when it can. */
export function lackOf(info: DriverFacts, lab: Needs & { readonly id: string }): CourseError | undefined {
  const missing = missingOf(info, lab);
  if (missing.length === 0) return undefined;
  const { id, profile } = lab;
  const { name: driver, profiles } = info;
  return fail('capability_missing', (text) => text.lacks({ lab: id, driver, profile, missing, profiles }));
}

/** Throws `capability_missing` when the driver lacks what is asked of it. */
export function demandCapability(
  info: DriverInfo,
  what: 'nodeShell' | 'registry' | 'freeze' | 'deepFreeze' | 'pauseNodes',
): void {
  const isThere = {
    nodeShell: info.hasNodeShells,
    registry: info.hasRegistry,
    freeze: info.hasFreeze,
    deepFreeze: info.hasDeepFreeze,
    pauseNodes: info.canPauseNodes,
  }[what];
  if (!isThere) throw fail('capability_missing', (text) => text.cannot(info.name, what));
}

/** Throws `capability_missing` when the driver does not make clusters of this profile. */
export function demandProfile(info: DriverInfo, profile: SandboxProfile): void {
  if (!info.profiles.includes(profile)) throw fail('capability_missing', (text) => text.cannot(info.name, 'profile'));
}
