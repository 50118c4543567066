import { keysOf } from '@drydock/model';
import type { DriverFacts } from './driver.ts';
import { externalInfo, externalRequirements } from './drivers/external/info.ts';
import { kindInfo } from './drivers/kind/info.ts';
import { kindRequirements } from './drivers/kind/requirements.ts';
import { minikubeInfo, minikubeRequirements } from './drivers/minikube/info.ts';
import type { HostRequirements } from './requirements.ts';
import { fail } from './text/fail.ts';

/** What is known of a driver before it is made. */
export interface KnownDriver {
  readonly info: DriverFacts;
  readonly requirements: HostRequirements;
}

/** The drivers that DRYDOCK_DRIVER may name. */
export const knownDrivers = {
  kind: { info: kindInfo, requirements: kindRequirements },
  minikube: { info: minikubeInfo, requirements: minikubeRequirements },
  external: { info: externalInfo, requirements: externalRequirements },
} as const satisfies Readonly<Record<string, KnownDriver>>;

export type DriverName = keyof typeof knownDrivers;

export const driverNames: readonly DriverName[] = keysOf(knownDrivers);

/** Returns the driver of this name, kind without one; `bad_request` for a name that no driver has. */
export function driverNamed(name = 'kind'): DriverName {
  const found = driverNames.find((known) => known === name);
  if (found) return found;
  throw fail('bad_request', (text) => text.noDriver(name, driverNames));
}
