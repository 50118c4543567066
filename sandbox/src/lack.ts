import {
  type CourseError,
  type DriverInfo,
  type LabNeeds,
  missingCapabilities,
  type SandboxProfile,
} from '@drydock/model';
import { fail } from './text/fail.ts';

/** Returns why a lab cannot be started with this driver: `capability_missing` with all that it lacks; undefined when it can. */
export function lackOf(info: DriverInfo, lab: LabNeeds & { readonly id: string }): CourseError | undefined {
  const missing = missingCapabilities(info, lab);
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
