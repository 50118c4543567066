import { type CourseError, type DriverInfo, type LabNeeds, missingCapabilities } from '@drydock/model';
import { fail } from './text/fail.ts';

/** Returns why a lab cannot be started with this driver: `capability_missing` with all that it lacks; undefined when it can. */
export function lackOf(info: DriverInfo, lab: LabNeeds & { readonly id: string }): CourseError | undefined {
  const missing = missingCapabilities(info, lab);
  if (missing.length === 0) return undefined;
  const { id, profile } = lab;
  const { name: driver, profiles } = info;
  return fail('capability_missing', (text) => text.lacks({ lab: id, driver, profile, missing, profiles }));
}
